package dev.mcpgateway.server.engine;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolSpec;
import dev.mcpgateway.server.json.Arguments;
import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.json.MirroredArguments;
import dev.mcpgateway.server.json.RecordSchema;

/** The tools of this server by name, with everything about them that can be worked out once. */
public final class ToolCatalogue {
    private final SortedMap<String, Offered<?, ?>> byName = new TreeMap<>();

    public ToolCatalogue(List<? extends Tool<?, ?>> tools) {
        RecordSchema schemas = new RecordSchema();
        for (Tool<?, ?> tool : tools) {
            Offered<?, ?> offered = Offered.of(tool, schemas);
            if (byName.put(offered.spec().name(), offered) != null) {
                throw new IllegalStateException(
                        "Two tools are called '" + offered.spec().name() + "'; rename one");
            }
        }
    }

    /** Where the arguments of a call must agree with its headers; empty for a tool that is not here. */
    public MirroredArguments mirrored(String tool) {
        return find(tool).map(Offered::mirrored).orElse(MirroredArguments.NONE);
    }

    Optional<Offered<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In the order of their names, so that every list is the same list. */
    List<ObjectNode> descriptors() {
        return byName.values().stream().map(Offered::descriptor).toList();
    }

    /** A tool as it is offered. */
    record Offered<I, O>(
            Tool<I, O> tool,
            ToolSpec<I, O> spec,
            Arguments<I> arguments,
            MirroredArguments mirrored,
            ObjectNode descriptor) {
        static <I, O> Offered<I, O> of(Tool<I, O> tool, RecordSchema schemas) {
            ToolSpec<I, O> spec = tool.spec();
            ObjectNode input = schemas.ofInput(spec.input());
            return new Offered<>(
                    tool,
                    spec,
                    new Arguments<>(spec.input(), input),
                    MirroredArguments.in(input),
                    descriptor(spec, input, schemas));
        }

        private static ObjectNode descriptor(ToolSpec<?, ?> spec, ObjectNode input, RecordSchema schemas) {
            ObjectNode descriptor = Json.object()
                    .put("name", spec.name())
                    .put("title", spec.title())
                    .put("description", spec.description());
            descriptor.set("inputSchema", input);
            if (spec.output() != Void.class) {
                descriptor.set("outputSchema", schemas.ofOutput(spec.output()));
            }
            ToolSpec.Hints hints = spec.hints();
            descriptor
                    .putObject("annotations")
                    .put("readOnlyHint", hints.readOnly())
                    .put("destructiveHint", hints.destructive())
                    .put("idempotentHint", hints.idempotent())
                    .put("openWorldHint", hints.openWorld());
            return descriptor;
        }
    }
}
