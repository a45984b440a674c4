package dev.mcpgateway.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.ServerSpec;

/** The rules that can speak about one server, picked out for each tool it lists. */
final class ServerRules {
    private final ServerSpec server;
    private final List<Rule> all;
    private final List<Rule> allows;
    private final Map<String, List<Rule>> byTool = new HashMap<>();

    ServerRules(ServerSpec server, List<Rule> rules) {
        this.server = server;
        this.all = rules.stream()
                .filter(rule -> rule.targets().stream()
                        .anyMatch(target -> target.server().matches(server.name())))
                .toList();
        this.allows = all.stream().filter(rule -> rule.effect() == Effect.ALLOW).toList();
        server.tools().keySet().forEach(tool -> byTool.put(tool, match(Kind.TOOL, tool)));
    }

    List<Rule> allows() {
        return allows;
    }

    List<Rule> about(Kind kind, String name) {
        List<Rule> listed = kind == Kind.TOOL ? byTool.get(name) : null;
        return listed != null ? listed : match(kind, name);
    }

    private List<Rule> match(Kind kind, String name) {
        Optional<ServerSpec.Tool> tool = kind == Kind.TOOL ? server.tool(name) : Optional.empty();
        if (kind == Kind.TOOL && tool.isEmpty()) {
            // A tool that tools.yaml does not know is nobody's to allow, whatever a pattern says.
            return List.of();
        }
        return all.stream()
                .filter(rule -> rule.targets().stream().anyMatch(target -> isAbout(target, kind, name, tool)))
                .toList();
    }

    private boolean isAbout(Target target, Kind kind, String name, Optional<ServerSpec.Tool> tool) {
        return target.kind() == kind
                && target.server().matches(server.name())
                && target.name().matches(name)
                && target.category()
                        .map(category ->
                                tool.isPresent() && tool.get().categories().contains(category))
                        .orElse(true)
                && target.risk()
                        .map(risk -> tool.isPresent() && tool.get().risk() == risk)
                        .orElse(true);
    }
}
