package dev.mcpgateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Denials;
import dev.mcpgateway.config.ServerSpec.Instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlansTest {
    private static final String TOOLS = """
            version: 1
            servers:
              calculator:
                url: http://localhost:8091/mcp
                secret: { env: CALC }
                tools:
                  exact_calculate: { risk: low, categories: [math], timeout: 2s }
            """;
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules:
              - { id: math, to: [reader], allow: ["calculator/*"] }
            limits:
              - { id: user, per: [user], rate: 60/min, burst: 20 }
            """;
    private static final Map<String, String> ENVIRONMENT = Map.of("CALC", "a-secret");

    @TempDir
    Path folder;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        write(TOOLS, POLICY);
    }

    @Test
    void readsBothFilesIntoOnePlan() {
        Plan plan = plans().current();

        assertThat(plan.version()).isEqualTo(1);
        assertThat(plan.byScope("calculator")).map(ServerSpec::name).contains("calculator");
        assertThat(plan.policy().rules()).extracting(PolicySpec.Rule::id).containsExactly("math");
        assertThat(plan.limits()).extracting(LimitSpec::id).containsExactly("user");
    }

    @Test
    void neverPrintsASecret() {
        assertThat(plans().current().toString()).doesNotContain("a-secret").contains("Secret[***]");
    }

    /** What an operator gets wrong, and the line that must tell. {@code ~} stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tools.yaml  | version: 1                | version: 2              | tools.yaml:1: version 2 is newer",
                "tools.yaml  | risk: low                 | risk: lo                | tools.yaml:7: unknown value 'lo'; did you mean 'low'?",
                "tools.yaml  | timeout: 2s               | timeout: 2              | tools.yaml:7: 'timeout': '2' is not a duration",
                "tools.yaml  | timeout: 2s               | timout: 2s              | tools.yaml:7: unknown key 'timout'; did you mean 'timeout'?",
                "tools.yaml  | risk: low                 | payload: { redact: [token] } | tools.yaml:7: 'token' is not a JSON Pointer",
                "tools.yaml  | risk: low                 | payload: { most: 100000 } | tools.yaml:7: at most 65536 bytes of a payload are kept",
                "tools.yaml  | env: CALC                 | env: NOT_SET            | tools.yaml:5: environment variable NOT_SET",
                "tools.yaml  | http://localhost:8091/mcp | ftp://localhost         | tools.yaml:4: 'ftp://localhost' is not a URL",
                "tools.yaml  | http://localhost:8091/mcp | ${NOWHERE}              | tools.yaml:4: environment variable NOWHERE is not set",
                "tools.yaml  | calculator:               | admin:                  | tools.yaml:4: scope 'admin' is reserved",
                "tools.yaml  | servers:                  | servers: [              | not YAML",
                "policy.yaml | [reader]                  | [raeder]                | policy.yaml:4: unknown role 'raeder'; did you mean 'reader'?",
                "policy.yaml | calculator/*              | calculater/*            | policy.yaml:4: unknown server 'calculater'; did you mean 'calculator'?",
                "policy.yaml | calculator/*              | calculator/exact_calc   | policy.yaml:4: unknown tool 'exact_calc'",
                "policy.yaml | reader: {}                | reader: { inherits: [reader] } | policy.yaml:2: role 'reader' inherits itself",
                "policy.yaml | allow:                    | alow:                   | policy.yaml:4: unknown key 'alow'; did you mean 'allow'?",
                "policy.yaml | rate: 60/min              | rate: fast              | policy.yaml:6: 'rate': 'fast' is not a rate",
                "policy.yaml | burst: 20                 | burst: 0                | policy.yaml:6: 'burst': '0' is not a whole number above 0",
                "policy.yaml | per: [user]               | per: [usr]              | policy.yaml:6: unknown value 'usr'; did you mean 'user'?",
            })
    void aMistakeIsNamedWithItsLine(String file, String right, String wrong, String complaint) throws IOException {
        boolean isTools = file.equals("tools.yaml");
        write(isTools ? TOOLS.replace(right, wrong) : TOOLS, isTools ? POLICY : POLICY.replace(right, wrong));

        assertThatThrownBy(this::plans).hasMessageContaining(complaint);
    }

    @Test
    void denialsAreExplainedUnlessTheFileHidesThem() throws IOException {
        assertThat(plans().current().policy().denials()).isEqualTo(Denials.EXPLAIN);

        write(TOOLS, POLICY + "denials: hide\n");
        assertThat(plans().current().policy().denials()).isEqualTo(Denials.HIDE);

        write(TOOLS, POLICY + "denials: hid\n");
        assertThatThrownBy(this::plans)
                .hasMessageContaining("policy.yaml:7: unknown value 'hid'; did you mean 'hide'?");
    }

    @Test
    void everyMistakeIsReportedAtOnce() throws IOException {
        write(TOOLS.replace("risk: low", "risk: lo"), POLICY.replace("[reader]", "[raeder]"));

        assertThatThrownBy(this::plans).hasMessageContaining("tools.yaml:7").hasMessageContaining("policy.yaml:4");
    }

    /** Conditions that could not be met, or not be meant. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "time: { hours: \"07:00-20:00\" }                        | 'zone' is missing",
                "time: { zone: Mars/Base, hours: \"07:00-20:00\" }       | 'Mars/Base' is not a time zone",
                "time: { zone: UTC, hours: \"7-20\" }                    | '7-20' is not a window",
                "time: { zone: UTC, hours: \"07:00-07:00\" }             | '07:00-07:00' is an empty window",
                "time: { zone: UTC, days: [monday] }                     | 'monday' is neither a day",
                "time: { zone: UTC, days: [] }                           | a window on no day never opens",
                "args: { pages: { above: 5 } }                           | 'pages' is not a JSON Pointer",
                "args: { /pages: {} }                                    | '/pages' asks nothing",
                "args: { /pages: { above: many } }                       | 'many' is not a number",
                "args: { /pages: { above: 5, below: 5 } }                | nothing is above 5 and below 5",
                "args: { /pages: { absent: true, equals: 5 } }           | what is absent has no value",
                "args: { /pages: { in: [] } }                            | a value can never be one of none",
                "args: { /pages: { matches: \"(\" } }                    | '(' is not a pattern RE2 knows",
                "args: { /pages: { matches: \"(a)\\\\1\" } }             | is not a pattern RE2 knows",
                "args: { /pages: { abov: 5 } }                           | unknown key 'abov'; did you mean 'above'?",
                "tenants: [acme]                                         | unknown key 'tenants'; did you mean 'tenant'?",
            })
    void aConditionThatCannotHoldIsNamedWithItsLine(String when, String complaint) throws IOException {
        write(TOOLS, POLICY.replace("[\"calculator/*\"]", "[\"calculator/*\"], when: { " + when + " }"));

        assertThatThrownBy(this::plans).hasMessageContaining("policy.yaml:4: ").hasMessageContaining(complaint);
    }

    /** Rules that could not decide anything, written below the good one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ id: x, to: [boss], allow: [\"calculator/*\"] }                                  | no issuer gives anybody the role boss",
                "{ id: x, to: [reader], allow: [\"calculator/*\"], when: { tenant: [nobody] } }     | no issuer speaks for tenant 'nobody'",
                "{ id: x, to: [\"*\"], deny: [\"calculator/*\"] }                                   | rule 'math' cannot allow anything: rule 'x' (policy.yaml:7) denies it",
                "{ id: x, to: [reader], allow: [{ server: calculator, method: tools/burn }] }       | unknown method 'tools/burn'",
                "{ id: x, to: [reader], allow: [{ server: calculator, prompt: a, risk: low }] }     | only tools have a 'category' and a 'risk'",
                "{ id: x, to: [reader], allow: [{ server: calculator, category: maths }] }          | unknown tool",
                "{ id: x, to: [reader], allow: [{ server: calculator, resource: \"file:///a/../*\" }] }  | 'resource' must not hold the segments . and ..",
                "{ id: x, to: [reader], allow: [{ server: calculator, tool: a, prompt: b }] }       | one entry names one of",
            })
    void aRuleThatCannotMatchIsRefused(String rule, String complaint) throws IOException {
        write(TOOLS, """
                version: 1
                issuers: { https://idp: { tenants: [acme], roles: { grp: lead } } }
                roles: { reader: {}, lead: { inherits: [reader] }, boss: { inherits: [lead] } }
                rules:
                  - { id: lead, to: [lead], allow: ["calculator/exact_calculate"] }
                  - { id: math, to: [reader], allow: ["calculator/*"] }
                  - %s
                """.formatted(rule));

        assertThatThrownBy(this::plans).hasMessageContaining(complaint);
    }

    @Test
    void aCandidateIsReadBesideThePolicyAndItsMistakesHurtNobody() throws IOException {
        Files.writeString(folder.resolve("policy.next.yaml"), POLICY.replace("id: math", "id: sums"));
        Plans plans = plans();
        assertThat(plans.current().nextPolicy().orElseThrow().rules())
                .extracting(PolicySpec.Rule::id)
                .containsExactly("sums");

        Files.writeString(folder.resolve("policy.next.yaml"), POLICY.replace("[reader]", "[raeder]"));
        plans.refresh();

        assertThat(plans.current().version()).isEqualTo(2);
        assertThat(plans.current().nextPolicy()).isEmpty();
    }

    @Test
    void anOverlayThatWidensIsRefused() throws IOException {
        write(
                TOOLS,
                POLICY + "tenants: { acme: { rules: [ { id: wide, to: [\"*\"], allow: [\"calculator/*\"] } ] } }\n");

        assertThatThrownBy(this::plans).hasMessageContaining("may only narrow");
    }

    @Test
    void twoServersCannotShareAScope() throws IOException {
        write(TOOLS + """
                          abacus:
                            scope: calculator
                            url: http://localhost:8099/mcp
                            secret: { env: CALC }
                            tools: { count: {} }
                        """, POLICY);

        assertThatThrownBy(this::plans).hasMessageContaining("scope 'calculator' belongs to server 'calculator'");
    }

    @Test
    void anInstanceKeepsItsIdWhereverItStandsInTheFile() throws IOException {
        write(several("{ url: http://a:1/mcp }, { url: http://b:1/mcp, weight: 3 }"), POLICY);
        List<Instance> first = instances();
        write(several("{ url: http://b:1/mcp, weight: 3 }, { url: http://a:1/mcp }"), POLICY);
        List<Instance> second = instances();

        assertThat(first).extracting(Instance::weight).containsExactly(1, 3);
        assertThat(first).extracting(Instance::id).allMatch(id -> id.matches("[0-9a-f]{8}"));
        assertThat(second).containsExactly(first.get(1), first.get(0));
    }

    @Test
    void anInstanceStandsOnce() throws IOException {
        write(several("{ url: http://a:1/mcp }, { url: http://a:1/mcp }"), POLICY);

        assertThatThrownBy(this::plans).hasMessageContaining("'http://a:1/mcp' stands twice");
    }

    @Test
    void aChangedFileBecomesTheNextPlan() throws IOException {
        Plans plans = plans();
        List<Long> seen = new ArrayList<>();
        plans.watch(plan -> seen.add(plan.version()));

        write(TOOLS, POLICY.replace("id: math", "id: sums"));
        plans.refresh();

        assertThat(plans.current().policy().rules())
                .extracting(PolicySpec.Rule::id)
                .containsExactly("sums");
        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void aBrokenFileKeepsThePlanThatStands() throws IOException {
        Plans plans = plans();
        Plan before = plans.current();

        write(TOOLS, "version: 1\nrules: nonsense\n");
        plans.refresh();
        Files.delete(folder.resolve("tools.yaml"));
        plans.refresh();

        assertThat(plans.current()).isSameAs(before);
    }

    @Test
    void untouchedFilesChangeNothing() {
        Plans plans = plans();
        Plan before = plans.current();

        plans.refresh();

        assertThat(plans.current()).isSameAs(before);
    }

    @Test
    void callsUnderThePlanBeforeKeepWhatWasMadeOfIt() throws IOException {
        Plans plans = plans();
        Derived<String> made = plans.derive(plan -> "of plan " + plan.version());
        Plan before = plans.current();

        write(TOOLS, POLICY.replace("id: math", "id: sums"));
        plans.refresh();

        assertThat(made.of(before)).isEqualTo("of plan 1");
        assertThat(made.of(plans.current())).isEqualTo("of plan 2");
    }

    private static String several(String instances) {
        return TOOLS.replace("url: http://localhost:8091/mcp", "instances: [ " + instances + " ]");
    }

    private List<Instance> instances() {
        return plans().current().byScope("calculator").orElseThrow().instances();
    }

    private Plans plans() {
        return Plans.from(folder, ENVIRONMENT::get, InstantSource.system());
    }

    private void write(String tools, String policy) throws IOException {
        Files.writeString(folder.resolve("tools.yaml"), tools);
        Files.writeString(folder.resolve("policy.yaml"), policy);
    }
}
