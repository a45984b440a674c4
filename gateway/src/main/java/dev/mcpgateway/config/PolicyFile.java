package dev.mcpgateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.PolicySpec.Denials;
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.config.PolicySpec.Role;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.PolicySpec.When;

/** Reads policy.yaml against the servers of tools.yaml: a rule about nothing is a mistake, not a rule. */
final class PolicyFile {
    static final String NAME = "policy.yaml";

    /** A candidate, compared with the policy in force and obeyed by nobody. */
    static final String NEXT = "policy.next.yaml";

    private final Problems problems;
    private final Function<String, @Nullable String> environment;
    private final Targets targets;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private Denials denials = Denials.EXPLAIN;
    private Map<String, Issuer> issuers = Map.of();
    private List<LimitSpec> limits = List.of();

    private PolicyFile(
            Map<String, ServerSpec> servers, Problems problems, Function<String, @Nullable String> environment) {
        this.problems = problems;
        this.environment = environment;
        this.targets = new Targets(servers, problems);
    }

    /** What the file says, in the two parts that different gates ask about. */
    record Content(PolicySpec policy, List<LimitSpec> limits) {}

    static Content read(
            String name,
            String text,
            Map<String, ServerSpec> servers,
            Problems problems,
            Function<String, @Nullable String> environment) {
        PolicyFile file = new PolicyFile(servers, problems, environment);
        Document.read(name, text, problems, environment).ifPresent(file::everything);
        PolicySpec policy = new PolicySpec(file.denials, file.issuers, file.roles, List.copyOf(file.rules.values()));
        Unreachable.report(policy, problems);
        return new Content(policy, file.limits);
    }

    private void everything(Section root) {
        Versions.check(root);
        denials = root.choice("denials", Denials.class, Denials.EXPLAIN);
        Map<String, Section> roleSections = root.children("roles");
        roleSections.forEach((name, section) -> role(name, section, roleSections.keySet()));
        refuseCircles(roleSections);
        issuers = new IssuersReader(roles, problems, environment).read(root.children("issuers"));
        root.sections("rules").forEach(section -> rule(section, Optional.empty()));
        root.children("tenants").forEach((tenant, section) -> {
            section.sections("rules").forEach(rule -> rule(rule, Optional.of(tenant)));
            section.end();
        });
        limits = new LimitsReader(targets, problems).read(root.sections("limits"));
        root.end();
    }

    private void role(String name, Section section, Set<String> known) {
        Set<String> inherits = new LinkedHashSet<>(section.texts("inherits"));
        for (String parent : inherits) {
            if (!known.contains(parent)) {
                problems.unknown(section.at("inherits"), "role", parent, known);
            }
        }
        List<Glob> rights = section.texts("gateway").stream().map(Glob::new).toList();
        section.end();
        roles.put(name, new Role(name, Set.copyOf(inherits), rights));
    }

    private void refuseCircles(Map<String, Section> sections) {
        for (Role role : roles.values()) {
            Set<String> seen = new LinkedHashSet<>();
            List<String> open = new ArrayList<>(role.inherits());
            while (!open.isEmpty()) {
                String next = open.remove(open.size() - 1);
                if (next.equals(role.name())) {
                    Section section = sections.get(next);
                    if (section != null) {
                        problems.add(section.at(), "role '" + next + "' inherits itself");
                    }
                    break;
                }
                Role parent = roles.get(next);
                if (parent != null && seen.add(next)) {
                    open.addAll(parent.inherits());
                }
            }
        }
    }

    private void rule(Section section, Optional<String> overlayOf) {
        String id = section.required("id");
        Set<String> to = new LinkedHashSet<>(section.texts("to"));
        if (to.isEmpty()) {
            section.problem("to", "say which roles the rule is for: 'to: [reader]', or [\"*\"] for everybody");
        }
        for (String role : to) {
            if (!role.equals(PolicySpec.ANYBODY) && !roles.containsKey(role)) {
                problems.unknown(section.at("to"), "role", role, roles.keySet());
            }
        }
        List<Target> allow = targets.read(section, "allow");
        List<Target> deny = targets.read(section, "deny");
        if (allow.isEmpty() == deny.isEmpty()) {
            problems.add(section.at(), "a rule has either 'allow' or 'deny'");
        }
        if (overlayOf.isPresent() && !allow.isEmpty()) {
            section.problem(
                    "allow", "a tenant's overlay may only narrow: use 'deny' here, or a rule with 'when: tenant'");
        }
        When when = section.child("when").map(Conditions::read).orElse(When.ALWAYS);
        section.end();
        Effect effect = deny.isEmpty() ? Effect.ALLOW : Effect.DENY;
        Rule rule = new Rule(id, Set.copyOf(to), effect, deny.isEmpty() ? allow : deny, when, overlayOf, section.at());
        Rule other = rules.putIfAbsent(id, rule);
        if (other != null) {
            section.problem("id", "rule id '" + id + "' is taken (" + other.at() + ")");
        }
    }
}
