package dev.mcpgateway.policy;

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
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Role;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.PolicySpec.When;
import dev.mcpgateway.config.ServerSpec;

/**
 * The rules of one plan, arranged by what they are about. A tool that tools.yaml lists has its rules picked out
 * beforehand, so ten thousand rules about other tools cost it nothing; only names nobody listed are matched by pattern.
 */
public final class Policy {
    private static final Decision NOTHING_NAMED = new Decision.Deny(Optional.empty());

    private final Map<String, ServerRules> byServer = new HashMap<>();
    private final Map<String, Set<String>> rolesWithInherited = new HashMap<>();
    private final Map<String, List<Glob>> gatewayRights = new HashMap<>();

    private Policy(Plan plan) {
        PolicySpec spec = plan.policy();
        spec.roles().keySet().forEach(name -> rolesWithInherited.put(name, inherited(name, spec.roles())));
        spec.roles().forEach((name, role) -> gatewayRights.put(name, role.gatewayRights()));
        plan.servers().values().forEach(server -> byServer.put(server.name(), new ServerRules(server, spec.rules())));
    }

    public static Policy of(Plan plan) {
        return new Policy(plan);
    }

    /** Deny wins; without a rule that allows, nothing is allowed. */
    public Decision decide(Use use) {
        ServerRules rules = byServer.get(use.server().name());
        if (rules == null) {
            return NOTHING_NAMED;
        }
        Set<String> roles = everyRole(use.caller());
        Decision decision = NOTHING_NAMED;
        for (Rule rule : rules.about(use.kind(), use.name())) {
            if (applies(rule, use, roles)) {
                if (rule.effect() == Effect.DENY) {
                    return new Decision.Deny(Optional.of(rule));
                }
                decision = new Decision.Allow(rule);
            }
        }
        return decision;
    }

    /** Whether anything at all of this server is granted: enough to open a conversation and ask what there is. */
    public boolean grantsAnything(Caller caller, Optional<String> client, ServerSpec server) {
        ServerRules rules = byServer.get(server.name());
        if (rules == null) {
            return false;
        }
        Set<String> roles = everyRole(caller);
        for (Rule rule : rules.allows()) {
            if (applies(rule, new Use(caller, client, server, Kind.TOOL, ""), roles)) {
                return true;
            }
        }
        return false;
    }

    /** A right on the gateway's own API, such as {@code audit.read}. */
    public boolean mayOnGateway(Caller caller, String right) {
        return everyRole(caller).stream()
                .flatMap(role -> gatewayRights.getOrDefault(role, List.of()).stream())
                .anyMatch(granted -> granted.matches(right));
    }

    private static boolean applies(Rule rule, Use use, Set<String> roles) {
        return isFor(rule, roles)
                && (rule.overlayOf().isEmpty()
                        || rule.overlayOf().get().equals(use.caller().tenant()))
                && applies(rule.when(), use);
    }

    private static boolean isFor(Rule rule, Set<String> roles) {
        for (String role : rule.to()) {
            if (role.equals(PolicySpec.ANYBODY) || roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    private static boolean applies(When when, Use use) {
        return matches(when.tenants(), use.caller().tenant())
                && matches(when.users(), use.caller().subject())
                && (when.clients().isEmpty()
                        || use.client()
                                .map(client -> matches(when.clients(), client))
                                .orElse(false));
    }

    private static boolean matches(List<Glob> globs, String text) {
        if (globs.isEmpty()) {
            return true;
        }
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> everyRole(Caller caller) {
        if (caller.roles().size() == 1) {
            return rolesWithInherited.getOrDefault(caller.roles().iterator().next(), Set.of());
        }
        Set<String> all = new HashSet<>();
        caller.roles().forEach(role -> all.addAll(rolesWithInherited.getOrDefault(role, Set.of())));
        return all;
    }

    private static Set<String> inherited(String name, Map<String, Role> roles) {
        Set<String> all = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            Role role = roles.get(next);
            if (role != null && all.add(next)) {
                open.addAll(role.inherits());
            }
        }
        return Set.copyOf(all);
    }
}
