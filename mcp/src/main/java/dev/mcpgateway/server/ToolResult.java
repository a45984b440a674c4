package dev.mcpgateway.server;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a tool answers.
 *
 * @param output becomes {@code structuredContent}; null only for a tool whose output is {@link Void}
 * @param content what a model reads; empty means the output as JSON text, as MCP recommends
 */
public record ToolResult<O>(@Nullable O output, List<Content> content) {
    public ToolResult {
        content = List.copyOf(content);
    }

    public static <O> ToolResult<O> of(O output) {
        return new ToolResult<>(output, List.of());
    }

    /** With words for the model instead of the output's JSON. */
    public static <O> ToolResult<O> of(O output, String text) {
        return new ToolResult<>(output, List.of(new Content.Text(text)));
    }

    public static ToolResult<Void> ofContent(Content... content) {
        return new ToolResult<>(null, List.of(content));
    }

    public ToolResult<O> with(Content more) {
        return new ToolResult<>(
                output, Stream.concat(content.stream(), Stream.of(more)).toList());
    }
}
