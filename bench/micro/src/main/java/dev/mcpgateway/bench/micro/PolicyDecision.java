package dev.mcpgateway.bench.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.policy.Arguments;
import dev.mcpgateway.policy.Decision;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;
import dev.mcpgateway.wire.McpMethod;

/**
 * May this caller? Ten servers with ten tools each. {@code teams}: every ten rules are for a role of their own, the caller
 * has the one in the middle. {@code everybody}: all rules are for all, spread over the hundred tools, one in ten denies
 * under a condition that does not hold.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyDecision {
    private static final byte[] ARGUMENTS = "{\"pages\":12,\"title\":\"A plan\"}".getBytes(StandardCharsets.UTF_8);

    @Param({"10", "1000", "10000"})
    public int rules;

    @Param({"teams", "everybody"})
    public String to;

    private Policy policy;
    private Use allowed;
    private Use refused;
    private Use conditional;

    @Setup
    public void compile() throws IOException {
        Path folder = Files.createTempDirectory("policy-decision");
        Files.writeString(folder.resolve("tools.yaml"), tools());
        Files.writeString(folder.resolve("policy.yaml"), to.equals("teams") ? forTeams() : forEverybody());
        Plan plan = Plans.from(folder, name -> "a-secret-for-the-bench", InstantSource.system())
                .current();
        policy = Policy.of(plan);
        Set<String> roles = to.equals("teams") ? Set.of("team-" + rules / 20, "other") : Set.of("other");
        Caller caller = new Caller("https://idp.example", "ada", "acme", roles);
        allowed = use(plan, caller, "s5", "t5");
        refused = use(plan, new Caller("https://idp.example", "eve", "acme", Set.of("nobody")), "s5", "t5");
        conditional = use(plan, caller, "s0", "t0");
        if (!policy.decide(allowed).isAllowed() || !policy.decide(conditional).isAllowed()) {
            throw new IllegalStateException("these rules decide something else than they should");
        }
    }

    @Benchmark
    public Decision allowed() {
        return policy.decide(allowed);
    }

    /** Where all rules are for everybody, this caller is allowed as well. */
    @Benchmark
    public Decision withoutARole() {
        return policy.decide(refused);
    }

    /** A rule that denies asks about the arguments, which are parsed for it. */
    @Benchmark
    public Decision askedForArguments() {
        return policy.decide(
                conditional.with(Arguments.of(ByteBuffer.wrap(ARGUMENTS), new Range(0, ARGUMENTS.length))));
    }

    private static Use use(Plan plan, Caller caller, String server, String tool) {
        ServerSpec spec = Objects.requireNonNull(plan.servers().get(server));
        return new Use(
                caller,
                Optional.of("cursor/1.2"),
                spec,
                McpMethod.TOOLS_CALL,
                Kind.TOOL,
                tool,
                Instant.EPOCH,
                Arguments.of(ByteBuffer.wrap(ARGUMENTS), new Range(0, ARGUMENTS.length)));
    }

    private static String tools() {
        String ten = IntStream.range(0, 10).mapToObj(i -> "t" + i + ": {}").collect(Collectors.joining(", "));
        return "version: 1\nservers:\n"
                + IntStream.range(0, 10)
                        .mapToObj(i -> "  s" + i + ": { url: http://localhost:1/mcp, tools: { " + ten + " } }\n")
                        .collect(Collectors.joining());
    }

    private String forTeams() {
        StringBuilder policy = new StringBuilder("version: 1\nroles:\n  other: {}\n  nobody: {}\n");
        IntStream.rangeClosed(0, (rules - 1) / 10)
                .forEach(team -> policy.append("  team-").append(team).append(": {}\n"));
        policy.append("rules:\n");
        for (int i = 0; i < rules; i++) {
            String rule = i % 10 < 9
                    ? "allow: [\"s" + i % 10 + "/*\"]"
                    : "deny: [\"s0/t0\"], when: { args: { /pages: { above: 500 } } }";
            policy.append("  - { id: r%d, to: [team-%d], %s }%n".formatted(i, i / 10, rule));
        }
        return policy.toString();
    }

    private String forEverybody() {
        StringBuilder policy = new StringBuilder("version: 1\nroles: { other: {}, nobody: {} }\nrules:\n");
        policy.append("  - { id: all, to: [\"*\"], allow: [\"*/*\"] }\n");
        for (int i = 1; i < rules; i++) {
            String tool = "s" + i % 10 + "/t" + i / 10 % 10;
            String rule = i / 100 % 10 == 9 || i % 100 == 0
                    ? "deny: [\"" + tool + "\"], when: { args: { /pages: { above: 500 } } }"
                    : "allow: [\"" + tool + "\"]";
            policy.append("  - { id: r%d, to: [\"*\"], %s }%n".formatted(i, rule));
        }
        return policy.toString();
    }
}
