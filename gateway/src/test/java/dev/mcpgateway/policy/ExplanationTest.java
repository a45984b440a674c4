package dev.mcpgateway.policy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.policy.Explanation.Considered;
import dev.mcpgateway.wire.McpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** A decision looks up; its explanation walks over all rules. They never disagree. */
class ExplanationTest {
    private static final String TOOLS = """
            version: 1
            servers:
              a: { url: http://localhost:1/mcp, tools: { t0: { risk: low }, t1: { risk: high, categories: [c] }, t2: {} } }
              b: { url: http://localhost:1/mcp, tools: { t0: {}, "*": { risk: medium, categories: [c] } } }
            """;
    private static final List<String> TARGETS = List.of(
            "\"a/*\"",
            "\"a/t0\"",
            "\"*/t1\"",
            "\"b/x*\"",
            "\"b/x1\"",
            "{ risk: high }",
            "{ category: c }",
            "{ server: b, prompt: \"*\" }",
            "{ server: b, prompt: p1 }",
            "{ server: a, resource: \"test://*\" }",
            "{ method: tools/call }",
            "{ server: b, method: \"resources/*\" }");
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<String> WHEN = List.of(
            "",
            ", when: { tenant: [acme] }",
            ", when: { tenant: [\"a*\"] }",
            ", when: { user: [u1, u2] }",
            ", when: { user: [u1], tenant: [demo] }",
            ", when: { client: [\"c/*\"] }",
            ", when: { args: { /x: { above: 5 } } }");

    @TempDir
    Path folder;

    @Test
    void theIndexFindsWhatAWalkOverAllRulesFinds() {
        Random random = new Random(20261121);
        int allowed = 0;
        for (int round = 0; round < 20; round++) {
            Situation situation = Situation.of(folder, TOOLS, policy(random));
            for (int i = 0; i < 200; i++) {
                Use use = use(random, situation);
                Explanation explanation = situation.policy().explain(use);
                assertThat(situation.decided(use)).as("%s", use).isEqualTo(walked(explanation));
                allowed += explanation.decision().isAllowed() ? 1 : 0;
            }
        }
        // Neither answer is rare, or the rounds would show little.
        assertThat(allowed).isBetween(400, 3_600);
    }

    @Test
    void aRefusalNamesWhatEachRuleWouldNeed() {
        Situation situation = Situation.of(folder, TOOLS, """
                version: 1
                roles: { reader: {}, lead: {} }
                rules:
                  - { id: leads, to: [lead], allow: ["a/t0"], when: { tenant: [acme], args: { /x: { above: 5 } } } }
                  - { id: never, to: ["*"], deny: ["a/t1"], when: { tenant: [demo] } }
                  - { id: t1, to: [reader], allow: ["a/t1"] }
                """);

        assertThat(situation
                        .policy()
                        .explain(situation.call("reader", "a/t0", "{}"))
                        .needed())
                .containsExactly(
                        "rule 'leads' would allow it with the role lead and the tenant acme and other arguments at /x");
        assertThat(situation
                        .policy()
                        .explain(situation.call("reader", "a/t1", "{}"))
                        .needed())
                .containsExactly("rule 'never' (policy.yaml:5) must not apply: it denies");
        assertThat(situation
                        .policy()
                        .explain(situation.call("reader", "a/t2", "{}"))
                        .needed())
                .containsExactly("a rule that allows it; there is none for anybody");
    }

    /** Deny wins, then the first that allows. */
    private static String walked(Explanation explanation) {
        List<Rule> applying = explanation.considered().stream()
                .filter(Considered::applies)
                .map(Considered::rule)
                .toList();
        Optional<Rule> deny =
                applying.stream().filter(rule -> rule.effect() == Effect.DENY).findFirst();
        return deny.map(rule -> "!" + rule.id())
                .orElseGet(() -> applying.stream().map(Rule::id).findFirst().orElse("!"));
    }

    private static Use use(Random random, Situation situation) {
        List<String> roles = new ArrayList<>(List.of("r0", "r1", "r2"));
        roles.removeIf(role -> random.nextInt(3) == 0);
        String server = random.nextBoolean() ? "a" : "b";
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        McpMethod method = switch (kind) {
            case TOOL -> McpMethod.TOOLS_CALL;
            case PROMPT -> McpMethod.PROMPTS_GET;
            case RESOURCE -> McpMethod.RESOURCES_READ;
            case METHOD -> random.nextBoolean() ? McpMethod.TOOLS_LIST : McpMethod.COMPLETION_COMPLETE;
        };
        String name = switch (kind) {
            // Only server b knows names that are not listed.
            case TOOL -> server.equals("a") ? pick(random, "t0", "t1", "t2") : pick(random, "t0", "x1", "x2");
            case PROMPT -> pick(random, "p1", "p2");
            case RESOURCE -> pick(random, "test://1", "file://1");
            case METHOD -> method.wire();
        };
        return new Use(
                new Caller("http://issuer", "u" + random.nextInt(4), pick(random, "acme", "demo"), Set.copyOf(roles)),
                random.nextBoolean() ? Optional.empty() : Optional.of(pick(random, "c/1", "d/1")),
                situation.server(server),
                method,
                kind,
                name,
                Instant.EPOCH,
                Arguments.of("{\"x\":" + random.nextInt(10) + "}"));
    }

    private static String policy(Random random) {
        StringBuilder policy =
                new StringBuilder("version: 1\nroles: { r0: {}, r1: { inherits: [r0] }, r2: {} }\nrules:\n");
        for (int i = 0; i < 12; i++) {
            boolean allow = random.nextInt(4) > 0;
            policy.append("  - { id: n%d, to: [%s], %s: [%s]%s }%n"
                    .formatted(
                            i,
                            pick(random, "r0", "r1", "r2", "\"*\"", "r0, r2"),
                            allow ? "allow" : "deny",
                            TARGETS.get(random.nextInt(TARGETS.size())) + ", "
                                    + TARGETS.get(random.nextInt(TARGETS.size())),
                            // A deny without a condition could make another rule pointless, which is an error.
                            WHEN.get(allow ? random.nextInt(WHEN.size()) : 1 + random.nextInt(WHEN.size() - 1))));
        }
        return policy.append("tenants: { acme: { rules: [ { id: over, to: [r1], deny: [\"b/*\"] } ] } }\n")
                .toString();
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
