package dev.mcpgateway.limit;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.mcpgateway.bench.micro.Sample;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.limit.Account.Step;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.store.NoStores;

/** May this caller call once more? A rate per user, paid from what this process holds of it: nobody has to be asked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LeaseTaking {
    /** A lease, and a bucket under it, that no run of this empties. */
    private static final long PLENTY = 900_000_000;

    private final InstantSource clock = InstantSource.system();
    private final Accounts accounts = new Accounts(1_000);
    private McpCall call;
    private Limits limits;
    private LimitGate gate;

    @Setup
    public void lease() throws IOException {
        Plans plans = Sample.plans("""
                rules: []
                limits: [ { id: user, per: [user], rate: %1$d/s, burst: %1$d } ]
                """.formatted(PLENTY), clock);
        call = Sample.call(plans.current(), clock.instant());
        limits = new Limits(plans.current());
        gate = new LimitGate(
                plans.derive(Limits::new),
                new Buckets(
                        new RedisPulse(NoStores.redis()),
                        new SharedBuckets(NoStores.redis()),
                        new Accounts(1_000),
                        new QuotaBook(NoStores.database(), clock),
                        OnRedisDown.LOCAL,
                        clock),
                new Meters(),
                clock);
        Charge charge = limits.charges(call, clock.instant()).get(0);
        Account account = accounts.of(charge);
        account.granted(account.ask(charge, 1, clock.instant(), 1), PLENTY, 0, clock.instant());
        if (take() != Step.PAID) {
            throw new IllegalStateException("this lease has no room");
        }
    }

    /** What a call costs that finds its lease with room. */
    @Benchmark
    public Object take() {
        Instant now = clock.instant();
        List<Charge> charges = limits.charges(call, now);
        Charge charge = charges.get(0);
        Account account = accounts.of(charge);
        Step step = account.spend(charge.cost(), now, 1, false);
        account.letIn(charge.cost(), now);
        return step;
    }

    /** The whole gate, where there is no Redis and the limit is this process's own. */
    @Benchmark
    public Object gateWithoutRedis() {
        return gate.enter(call);
    }
}
