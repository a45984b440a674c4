package dev.mcpgateway.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gateway with something set in its own way, to be compared to the one named {@code to}.
 *
 * @param to its own name where it is compared to nothing
 * @param tool what tools.yaml says of the tool that is called
 * @param servers more of tools.yaml
 * @param policy all of policy.yaml
 */
record Variant(String name, String to, String tool, String servers, String policy, Map<String, String> environment) {
    private static final int MANY = 10_000;
    private static final String NO_LIMIT = "limits: []\n";
    private static final String RATE = "{ id: user, per: [user], rate: 1000/s, burst: 1000 }";

    /** No store at all, and a log that does not take the records instead. */
    private static final Map<String, String> ALONE = Map.of("DATABASE_URL", "", "REDIS_URL", "", "LOG_LEVEL", "warn");

    private Variant(String name, String to, String policy) {
        this(name, to, Setup.TOOL, "", policy, Map.of());
    }

    private Variant with(Map<String, String> settings) {
        return new Variant(name, to, tool, servers, policy, settings);
    }

    private Variant tool(String settings) {
        return new Variant(name, to, settings, servers, policy, environment);
    }

    private Variant servers(String more) {
        return new Variant(name, to, tool, more, policy, environment);
    }

    /** Whether its records arrive in Postgres. */
    boolean isRecorded() {
        return !"".equals(environment.get("DATABASE_URL"));
    }

    /** What can be switched off is switched on, one thing after the other; then what comes on top of that. */
    static List<Variant> gates() {
        String all = "with calls at a time: all of `bench/run`";
        return List.of(
                new Variant("this gateway with what is always on", Variants.BARE, Setup.rules() + NO_LIMIT).with(ALONE),
                new Variant(
                        "with the audit, in Postgres", "this gateway with what is always on", Setup.rules() + NO_LIMIT),
                new Variant(
                        "with a rate per user, leased",
                        "with the audit, in Postgres",
                        Setup.rules() + "limits: [ " + RATE + " ]\n"),
                new Variant(all, "with a rate per user, leased", Setup.policy()),
                new Variant("all, and a rule that asks about arguments", all, Setup.policy("""
                          - { id: odd, to: ["*"], deny: ["calculator/%s"], when: { args: { /expression: { equals: "1/0" } } } }
                        """.formatted(Calls.TOOL))),
                new Variant("all, and the arguments kept", all, Setup.policy()).tool(Setup.TOOL + ", payload: {}"),
                new Variant("all, and `AUDIT_SYNC=always`", all, Setup.policy()).with(Map.of("AUDIT_SYNC", "always")),
                new Variant("all, and a log line for each call", all, Setup.policy())
                        .with(Map.of("LOG_EVERY_CALL", "true")),
                new Variant("all, and a trace of each call", all, Setup.policy())
                        .with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", Variants.COLLECTOR)));
    }

    /** No limit; one so low that each call asks Redis; one so high that it is leased. */
    static List<Variant> limits() {
        // Each under a name of its own: all the gateways share one Redis.
        return List.of(
                new Variant("no limit", "no limit", Setup.rules() + NO_LIMIT),
                new Variant(
                        "60/min, a trip each",
                        "no limit",
                        Setup.rules() + "limits: [ { id: low, per: [user], rate: 60/min, burst: 1000000 } ]\n"),
                new Variant(
                        "1,000/s, leased",
                        "no limit",
                        Setup.rules() + "limits: [ { id: high, per: [user], rate: 1000/s, burst: 1000 } ]\n"));
    }

    /** What is piled up around a call. */
    static List<Variant> parts() {
        String usual = "as in `bench/run`";
        return List.of(
                new Variant(usual, usual, Setup.policy()),
                new Variant("with 10,000 rules", usual, Setup.policy(manyRules())),
                new Variant("with 10,000 servers", usual, Setup.policy())
                        .servers(manyServers())
                        // Asking all of them how they are is work of its own, and not a call's.
                        .with(Map.of("HEALTH_EVERY", "1h", "READ_DEFINITIONS", "false")));
    }

    private static String manyRules() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "  - { id: rule-" + i + ", to: [" + Calls.ROLE + "], allow: [\"calculator/tool-" + i
                        + "\"] }\n")
                .collect(Collectors.joining());
    }

    private static String manyServers() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "  server-" + i + ": { url: \"http://127.0.0.1:9/mcp\","
                        + " secret: { env: CALCULATOR_GATEWAY_SECRET }, tools: { some: {} } }\n")
                .collect(Collectors.joining());
    }
}
