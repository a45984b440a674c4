package dev.mcpgateway.relay;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

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

import dev.mcpgateway.bench.micro.Sample;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;

/** Which of these tools may this caller see? One in ten is denied, and cut out of the list. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ListFilter {
    private static final int DENIED_BYTES = 20;

    @Param({"20", "200"})
    public int tools;

    private ListCut cut;
    private byte[] list;

    @Setup
    public void compile() throws IOException {
        Plan plan = Sample.plans("""
                        rules:
                          - { id: all, to: [reader], allow: ["calculator/*"] }
                          - { id: some, to: ["*"], deny: ["calculator/tool_*7"] }
                        """, InstantSource.system()).current();
        Policy policy = Policy.of(plan);
        McpCall call = Sample.call(plan, Instant.EPOCH);
        Predicate<String> granted =
                name -> policy.decide(Use.listed(call, Kind.TOOL, name)).isAllowed();
        list = Sample.list(tools);
        cut = ListCut.of(new ListCut.Shown("tools", "name", granted), new Facts("POST"));
        if (cut.cut(list).length > list.length - tools / 10 * DENIED_BYTES) {
            throw new IllegalStateException("these rules cut nothing out");
        }
    }

    @Benchmark
    public byte[] cut() {
        return cut.cut(list);
    }
}
