package dev.mcpgateway.server;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a tool presents itself. The description is written for a model: what the tool does, when to use it, what it refuses.
 *
 * @param name letters, digits, {@code _ - .}; unique in its server
 * @param input the record of the arguments
 * @param output the record of the structured result, or {@link Void}
 * @param needs capabilities a client must declare to call it; modern clients only, legacy ones declare theirs elsewhere
 */
public record ToolSpec<I, O>(
        String name,
        String title,
        String description,
        Class<I> input,
        Class<O> output,
        Hints hints,
        List<String> needs) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    public ToolSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Tool name '" + name + "' must be 1 to 128 letters, digits, '_', '-' or '.'");
        }
        if (!input.isRecord()) {
            throw new IllegalArgumentException(
                    "Input of tool " + name + " must be a record, but is " + input.getName());
        }
        if (!output.isRecord() && output != Void.class) {
            throw new IllegalArgumentException(
                    "Output of tool " + name + " must be a record or Void, but is " + output.getName());
        }
    }

    /** Starts with the cautious hints that MCP assumes: may change things, may destroy, talks to the world. */
    public static <I, O> ToolSpec<I, O> of(String name, Class<I> input, Class<O> output) {
        return new ToolSpec<>(name, name, name, input, output, new Hints(false, true, false, true), List.of());
    }

    public ToolSpec<I, O> title(String newTitle) {
        return new ToolSpec<>(name, newTitle, description, input, output, hints, needs);
    }

    public ToolSpec<I, O> description(String newDescription) {
        return new ToolSpec<>(name, title, newDescription, input, output, hints, needs);
    }

    public ToolSpec<I, O> hints(Hints newHints) {
        return new ToolSpec<>(name, title, description, input, output, newHints, needs);
    }

    /** Changes nothing, may be called again, and stays inside this service. */
    public ToolSpec<I, O> readOnly() {
        return hints(new Hints(true, false, true, false));
    }

    public ToolSpec<I, O> needs(String... clientCapabilities) {
        return new ToolSpec<>(name, title, description, input, output, hints, List.of(clientCapabilities));
    }

    /** What a client may assume before it asks a person: MCP's {@code annotations}. */
    public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {}
}
