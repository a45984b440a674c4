package dev.mcpgateway.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Role;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.policy.Explanation.Considered;
import dev.mcpgateway.wire.McpMethod;

/**
 * The rules of one plan, arranged by what they are about and then by whom they are for, so that a decision looks up
 * instead of searching. Deny wins; without a rule that allows, nothing is allowed.
 */
public final class Policy {
    private static final Decision NOTHING_NAMED = new Decision.Deny(Optional.empty());

    private final Map<String, ServerRules> byServer = new HashMap<>();
    private final Map<String, List<Glob>> gatewayRights = new HashMap<>();

    private Policy(Map<String, ServerSpec> servers, PolicySpec spec) {
        Map<String, Set<String>> heirs = new HashMap<>();
        for (String name : spec.roles().keySet()) {
            List<Glob> rights = new ArrayList<>();
            for (Role role : inherited(name, spec.roles())) {
                heirs.computeIfAbsent(role.name(), none -> new HashSet<>()).add(name);
                rights.addAll(role.gatewayRights());
            }
            gatewayRights.put(name, List.copyOf(rights));
        }
        List<CompiledRule> rules = new ArrayList<>();
        for (Rule rule : spec.rules()) {
            rules.add(CompiledRule.of(rules.size(), rule, holders(rule, heirs)));
        }
        servers.values().forEach(server -> byServer.put(server.name(), new ServerRules(server, rules)));
    }

    public static Policy of(Plan plan) {
        return new Policy(plan.servers(), plan.policy());
    }

    /** The candidate beside the policy in force, where there is one. */
    static Optional<Policy> next(Plan plan) {
        return plan.nextPolicy().map(spec -> new Policy(plan.servers(), spec));
    }

    public Decision decide(Use use) {
        ServerRules rules = byServer.get(use.server().name());
        CompiledRule decides = rules == null ? null : rules.decide(use);
        return decides == null ? NOTHING_NAMED : decides.decision();
    }

    /** Whether anything at all of this server is granted: enough to open a conversation and ask what there is. */
    public boolean grantsAnything(Caller caller, Optional<String> client, ServerSpec server, Instant at) {
        return decide(Use.possible(caller, client, server, Kind.METHOD, McpMethod.TOOLS_LIST.wire(), at))
                .isAllowed();
    }

    /** The same decision, with every rule about this use and what it lacks. Looks at all rules: not for calls. */
    public Explanation explain(Use use) {
        ServerRules rules = byServer.get(use.server().name());
        List<Considered> considered = rules == null
                ? List.of()
                : rules.about(use).stream()
                        .map(rule -> new Considered(rule.rule(), Lacking.of(rule, use)))
                        .toList();
        return new Explanation(decide(use), considered);
    }

    /** A few rules that would allow this, with what each would need. */
    List<Considered> hints(Use use) {
        ServerRules rules = byServer.get(use.server().name());
        return rules == null
                ? List.of()
                : rules.openers(use).stream()
                        .map(rule -> new Considered(rule.rule(), Lacking.of(rule, use)))
                        .toList();
    }

    /** A right on the gateway's own API, such as {@code audit.read}. */
    public boolean mayOnGateway(Caller caller, String right) {
        for (String role : caller.roles()) {
            for (Glob granted : gatewayRights.getOrDefault(role, List.of())) {
                if (granted.matches(right)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every role that is one of those the rule is for, or inherits one. */
    private static Set<String> holders(Rule rule, Map<String, Set<String>> heirs) {
        if (rule.to().contains(PolicySpec.ANYBODY)) {
            return Set.of(PolicySpec.ANYBODY);
        }
        Set<String> holders = new HashSet<>();
        rule.to().forEach(role -> holders.addAll(heirs.getOrDefault(role, Set.of())));
        return Set.copyOf(holders);
    }

    private static Set<Role> inherited(String name, Map<String, Role> roles) {
        Set<Role> all = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(name));
        while (!open.isEmpty()) {
            Role role = roles.get(open.remove(open.size() - 1));
            if (role != null && all.add(role)) {
                open.addAll(role.inherits());
            }
        }
        return all;
    }
}
