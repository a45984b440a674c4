package dev.mcpgateway.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.ServerSpec;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyTest {
    private static final String TOOLS = """
            version: 1
            servers:
              calculator:
                url: http://localhost:1/mcp
                tools: { add: { risk: low, categories: [math] }, erase: { risk: high } }
              anything:
                url: http://localhost:2/mcp
                trust: external
                tools: { "*": { risk: medium } }
            """;
    private static final String POLICY = """
            version: 1
            roles:
              reader: {}
              developer: { inherits: [reader] }
              lead: { inherits: [developer] }
              auditor: { gateway: [audit.read] }
              admin: { inherits: [lead, auditor], gateway: ["*"] }
            rules:
              - { id: math,    to: [reader],    allow: ["calculator/*"] }
              - { id: no-risk, to: ["*"],       deny: [{ risk: high }], when: { tenant: [acme] } }
              - { id: outside, to: [developer], allow: ["anything/get_*", { server: anything, resource: "test://*" }] }
              - { id: cursor,  to: [developer], allow: [{ server: anything, prompt: "*" }], when: { client: ["cursor/*"] } }
              - { id: quiet,   to: ["*"],       deny: [{ server: anything, method: "logging/*" }] }
              - { id: complete, to: [developer], allow: [{ server: anything, method: completion/complete }] }
              - { id: ada,     to: ["*"],       deny: ["calculator/add"], when: { user: [ada] } }
            tenants:
              closed: { rules: [ { id: closed-all, to: ["*"], deny: ["*/*"] } ] }
            """;

    private final Plan plan;

    PolicyTest(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tools.yaml"), TOOLS);
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        plan = Plans.from(folder, name -> "a-shared-secret", InstantSource.system())
                .current();
    }

    @ParameterizedTest(name = "{0} of {2} as {1} uses {3} {4}/{5}: {6}")
    @CsvSource({
        // user, roles, tenant, kind, server, name, decided by (with ! for a denial)
        "bob, reader,    demo,   TOOL,     calculator, add,      math",
        "bob, developer, demo,   TOOL,     calculator, add,      math",
        "bob, lead,      demo,   TOOL,     calculator, add,      math",
        "bob, admin,     demo,   TOOL,     calculator, add,      math",
        "bob, auditor,   demo,   TOOL,     calculator, add,      !",
        "bob, '',        demo,   TOOL,     calculator, add,      !",
        "bob, unheard,   demo,   TOOL,     calculator, add,      !",
        "bob, reader,    demo,   TOOL,     calculator, erase,    math",
        "bob, reader,    acme,   TOOL,     calculator, erase,    !no-risk",
        "bob, reader,    acme,   TOOL,     calculator, add,      math",
        "ada, reader,    demo,   TOOL,     calculator, add,      !ada",
        "bob, reader,    closed, TOOL,     calculator, add,      !closed-all",
        "bob, reader,    demo,   TOOL,     calculator, unlisted, !",
        "bob, developer, demo,   TOOL,     anything,   get_it,   outside",
        "bob, developer, demo,   TOOL,     anything,   set_it,   !",
        "bob, reader,    demo,   TOOL,     anything,   get_it,   !",
        "bob, developer, demo,   RESOURCE, anything,   test://a, outside",
        "bob, developer, demo,   RESOURCE, anything,   file:///, !",
        "bob, developer, demo,   PROMPT,   anything,   greet,    !",
        "bob, developer, demo,   RESOURCE, calculator, add,      !",
    })
    void decides(String user, String roles, String tenant, Kind kind, String server, String name, String by) {
        assertThat(decision(user, roles, tenant, Optional.empty(), kind, server, name))
                .isEqualTo(by);
    }

    @Test
    void aRuleForOneClientNeedsThatClient() {
        assertThat(decision("bob", "developer", "demo", Optional.of("cursor/1.2"), Kind.PROMPT, "anything", "greet"))
                .isEqualTo("cursor");
        assertThat(decision("bob", "developer", "demo", Optional.of("other/1.2"), Kind.PROMPT, "anything", "greet"))
                .isEqualTo("!");
    }

    @ParameterizedTest(name = "{0} sends {2} to {1}: {3}")
    @CsvSource({
        "reader,    calculator, tools/list,          math",
        "reader,    anything,   tools/list,          !",
        "auditor,   calculator, initialize,          !",
        "developer, anything,   initialize,          outside",
        "developer, anything,   logging/setLevel,    !quiet",
        "developer, calculator, logging/setLevel,    math",
        "developer, anything,   completion/complete, complete",
        "developer, calculator, completion/complete, !",
    })
    void aServerCanBeOpenedByWhoeverHasAnyGrantOnIt(String roles, String server, String method, String by) {
        assertThat(decision("bob", roles, "demo", Optional.empty(), Kind.METHOD, server, method))
                .isEqualTo(by);
    }

    @Test
    void rightsOnTheGatewayItselfAreGrantedApart() {
        Policy policy = Policy.of(plan);

        assertThat(policy.mayOnGateway(caller("bob", "auditor", "demo"), "audit.read"))
                .isTrue();
        assertThat(policy.mayOnGateway(caller("bob", "auditor", "demo"), "tools.read"))
                .isFalse();
        assertThat(policy.mayOnGateway(caller("bob", "admin", "demo"), "tools.read"))
                .isTrue();
        assertThat(policy.mayOnGateway(caller("bob", "lead", "demo"), "audit.read"))
                .isFalse();
    }

    private String decision(
            String user, String roles, String tenant, Optional<String> client, Kind kind, String server, String name) {
        return Policy.of(plan)
                .decide(Use.possible(caller(user, roles, tenant), client, server(server), kind, name, Instant.EPOCH))
                .fold(
                        allow -> allow.by().id(),
                        deny -> "!" + deny.by().map(Rule::id).orElse(""));
    }

    private ServerSpec server(String name) {
        return Objects.requireNonNull(plan.servers().get(name));
    }

    private static Caller caller(String user, String roles, String tenant) {
        return new Caller("http://issuer", user, tenant, roles.isEmpty() ? Set.of() : Set.of(roles));
    }
}
