package dev.mcpgateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.config.PolicySpec.Role;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.PolicySpec.When;

/** Finds rules that cannot ever decide anything: their author believes in something that is not so. */
final class Unreachable {
    private final PolicySpec policy;
    private final Problems problems;
    private final Set<String> held;

    private Unreachable(PolicySpec policy, Problems problems) {
        this.policy = policy;
        this.problems = problems;
        this.held = heldRoles(policy);
    }

    static void report(PolicySpec policy, Problems problems) {
        Unreachable unreachable = new Unreachable(policy, problems);
        List<Rule> walls =
                policy.rules().stream().filter(Unreachable::isForEverybody).toList();
        for (Rule rule : policy.rules()) {
            unreachable.roles(rule);
            unreachable.tenants(rule);
            if (rule.effect() == Effect.ALLOW) {
                unreachable.walledOff(rule, walls);
            }
        }
    }

    private void roles(Rule rule) {
        boolean declared = rule.to().stream().allMatch(policy.roles()::containsKey);
        if (declared && rule.to().stream().noneMatch(held::contains)) {
            problems.add(
                    rule.at(),
                    "rule '" + rule.id() + "' cannot match: no issuer gives anybody the role "
                            + String.join(", ", rule.to()));
        }
    }

    private void tenants(Rule rule) {
        List<String> named = new ArrayList<>();
        rule.overlayOf().ifPresent(named::add);
        rule.when().tenants().stream()
                .filter(Glob::isLiteral)
                .map(Glob::pattern)
                .forEach(named::add);
        for (String tenant : named) {
            if (!policy.issuers().isEmpty()
                    && policy.issuers().values().stream().noneMatch(issuer -> speaksFor(issuer, tenant))) {
                problems.add(
                        rule.at(),
                        "rule '" + rule.id() + "' cannot match: no issuer speaks for tenant '" + tenant + "'");
            }
        }
        rule.overlayOf()
                .filter(tenant -> !rule.when().tenants().isEmpty()
                        && rule.when().tenants().stream().noneMatch(glob -> glob.matches(tenant)))
                .ifPresent(tenant -> problems.add(
                        rule.at(),
                        "rule '" + rule.id() + "' cannot match: it stands in the overlay of '" + tenant + "'"));
    }

    private void walledOff(Rule rule, List<Rule> walls) {
        for (Rule wall : walls) {
            if (rule.targets().stream()
                    .allMatch(target -> wall.targets().stream().anyMatch(denied -> covers(denied, target)))) {
                problems.add(
                        rule.at(),
                        "rule '" + rule.id() + "' cannot allow anything: rule '" + wall.id() + "' (" + wall.at()
                                + ") denies it to everybody");
            }
        }
    }

    private static boolean isForEverybody(Rule rule) {
        return rule.effect() == Effect.DENY
                && rule.to().contains(PolicySpec.ANYBODY)
                && rule.overlayOf().isEmpty()
                && rule.when().equals(When.ALWAYS);
    }

    private static boolean covers(Target wide, Target narrow) {
        return wide.kind() == narrow.kind()
                && (wide.server().equals(Glob.ANY) || wide.server().equals(narrow.server()))
                && (wide.name().equals(Glob.ANY) || wide.name().equals(narrow.name()))
                && (wide.category().isEmpty() || wide.category().equals(narrow.category()))
                && (wide.risk().isEmpty() || wide.risk().equals(narrow.risk()));
    }

    private static boolean speaksFor(Issuer issuer, String tenant) {
        return issuer.tenants().stream().anyMatch(glob -> glob.matches(tenant));
    }

    /** Every role that some token may bring, with what it inherits. */
    private static Set<String> heldRoles(PolicySpec policy) {
        Map<String, Issuer> issuers = policy.issuers();
        Set<String> held = new HashSet<>(Set.of(PolicySpec.ANYBODY));
        if (issuers.isEmpty() || issuers.values().stream().anyMatch(Issuer::sameNames)) {
            held.addAll(policy.roles().keySet());
            return held;
        }
        List<String> open = new ArrayList<>();
        issuers.values().forEach(issuer -> open.addAll(issuer.roles().values()));
        while (!open.isEmpty()) {
            Role role = policy.roles().get(open.remove(open.size() - 1));
            if (role != null && held.add(role.name())) {
                open.addAll(role.inherits());
            }
        }
        return held;
    }
}
