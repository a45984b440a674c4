package dev.mcpgateway.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
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
        if (kind == Kind.TOOL && server.tool(name).isEmpty()) {
            // A tool that tools.yaml does not know is nobody's to allow, whatever a pattern says.
            return List.of();
        }
        return all.stream()
                .filter(rule -> rule.targets().stream().anyMatch(target -> target.isAbout(server, kind, name)))
                .toList();
    }
}
