package dev.mcpgateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.wire.McpMethod;

/** Reads what a rule or a limit is about: {@code server/tool}, or a mapping for everything finer. */
final class Targets {
    private final Map<String, ServerSpec> servers;
    private final Problems problems;

    Targets(Map<String, ServerSpec> servers, Problems problems) {
        this.servers = servers;
        this.problems = problems;
    }

    List<Target> read(Section section, String key) {
        List<Target> targets = new ArrayList<>();
        for (Node item : section.items(key)) {
            Optional<Target> target = item instanceof ScalarNode
                    ? section.scalar(item).map(Targets::tool)
                    : section.section(item).map(this::detailed);
            target.ifPresent(found -> {
                check(found, section.locate(item));
                targets.add(found);
            });
        }
        return List.copyOf(targets);
    }

    private static Target tool(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Target(Glob.ANY, Kind.TOOL, new Glob(text), Optional.empty(), Optional.empty())
                : new Target(
                        new Glob(text.substring(0, slash)),
                        Kind.TOOL,
                        new Glob(text.substring(slash + 1)),
                        Optional.empty(),
                        Optional.empty());
    }

    private Target detailed(Section section) {
        Glob server = new Glob(section.text("server").orElse("*"));
        Kind kind = Kind.TOOL;
        Glob name = Glob.ANY;
        int named = 0;
        for (Kind candidate : Kind.values()) {
            Optional<String> text = section.text(candidate.name().toLowerCase(Locale.ROOT));
            if (text.isPresent()) {
                kind = candidate;
                name = new Glob(text.get());
                named++;
            }
        }
        if (named > 1) {
            problems.add(section.at(), "one entry names one of 'tool', 'prompt', 'resource' or 'method'");
        }
        Optional<String> category = section.text("category");
        Optional<ServerSpec.Risk> risk =
                section.text("risk").flatMap(text -> section.constant(section.at("risk"), ServerSpec.Risk.class, text));
        section.end();
        return new Target(server, kind, name, category, risk);
    }

    /** A target that can match nothing is a slip: the operator believes in a rule that is not there. */
    private void check(Target target, Location at) {
        List<ServerSpec> named = servers.values().stream()
                .filter(server -> target.server().matches(server.name()))
                .toList();
        if (named.isEmpty()) {
            problems.unknown(at, "server", target.server().pattern(), servers.keySet());
            return;
        }
        if (target.kind() == Kind.METHOD) {
            List<String> methods =
                    Stream.of(McpMethod.values()).map(McpMethod::wire).toList();
            if (methods.stream().noneMatch(target.name()::matches)) {
                problems.unknown(at, "method", target.name().pattern(), methods);
            }
        }
        String misspelt = target.kind() == Kind.RESOURCE
                ? ResourceUri.complaint(target.name().pattern())
                : null;
        if (misspelt != null) {
            problems.add(at, "'resource' " + misspelt + "; no request with such a URI is let in");
        }
        if (target.kind() != Kind.TOOL) {
            if (target.category().isPresent() || target.risk().isPresent()) {
                problems.add(at, "only tools have a 'category' and a 'risk'");
            }
            return;
        }
        boolean possible = named.stream()
                .anyMatch(server -> server.anyTool().isPresent()
                        || server.tools().values().stream()
                                .anyMatch(tool -> target.name().matches(tool.name())
                                        && target.category()
                                                .map(tool.categories()::contains)
                                                .orElse(true)
                                        && target.risk()
                                                .map(risk -> risk == tool.risk())
                                                .orElse(true)));
        if (!possible) {
            problems.unknown(
                    at,
                    "tool",
                    target.name().pattern(),
                    named.stream()
                            .flatMap(server -> server.tools().keySet().stream())
                            .toList());
        }
    }
}
