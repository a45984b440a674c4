package dev.mcpgateway.meter;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import org.springframework.stereotype.Component;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate.Exit;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/**
 * Counts every request at its end. A name becomes a tag only if operators wrote it: what a client made up is counted as
 * {@code other}, so the number of series has nothing to do with what clients send.
 */
@Component
public final class CallMeter {
    /** For what a request does not have: one that was refused before it was read, a list that names no tool. */
    private static final String NONE = "none";

    private static final String OTHER = "other";

    private final Meters meters;
    private final ConcurrentMap<Key, Series> series = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> limits = new ConcurrentHashMap<>();
    private final Map<Reason, LongAdder> failures = new EnumMap<>(Reason.class);
    private final LongAdder open = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private final Exit streamExit = outcome -> streams.decrement();

    private record Key(String server, String method, String tool, String outcome) {}

    private record Series(Histogram whole, Histogram firstByte) {}

    CallMeter(Meters meters) {
        this.meters = meters;
        for (Reason reason : Reason.values()) {
            failures.put(reason, meters.counter(Metric.FAILURES, reason.word()));
        }
        meters.gauge(Metric.CALLS_OPEN, open::sum);
        meters.gauge(Metric.STREAMS_OPEN, streams::sum);
    }

    public void begun() {
        open.increment();
    }

    /** A request is over that is not worth a number: somebody asked for our health. */
    public void unmeasured() {
        open.decrement();
    }

    /** An answer begins that is streamed as events; the exit is to be closed when the call is over. */
    public Exit stream() {
        streams.increment();
        return streamExit;
    }

    /**
     * A request is over.
     *
     * @param plan under which it was judged
     * @param call what it asked, if that was ever known
     * @param firstByteNanos when its answer began, counted from the start as {@code nanos} is; negative if it never did
     */
    public void ended(
            Plan plan,
            Optional<McpCall> call,
            Outcome outcome,
            Optional<CallFailure> failure,
            long nanos,
            long firstByteNanos) {
        open.decrement();
        Key key = call.map(known -> key(known, outcome)).orElseGet(() -> new Key(NONE, NONE, NONE, outcome.word()));
        Series of = series.get(key);
        if (of == null) {
            of = series.computeIfAbsent(key, this::begin);
        }
        of.whole.record(nanos);
        if (firstByteNanos >= 0) {
            of.firstByte.record(firstByteNanos);
        }
        failure.ifPresent(why -> failed(plan, why));
    }

    private void failed(Plan plan, CallFailure why) {
        Objects.requireNonNull(failures.get(why.reason())).increment();
        Object limit = why.data().get("limit");
        if (why.reason() == Reason.RATE_LIMITED && limit != null) {
            limits.computeIfAbsent(limitName(plan, limit), id -> meters.counter(Metric.LIMIT_REFUSALS, id))
                    .increment();
        }
    }

    private static String limitName(Plan plan, Object named) {
        return plan.limits().stream()
                .map(LimitSpec::id)
                .filter(named::equals)
                .findFirst()
                .orElse(OTHER);
    }

    private static Key key(McpCall call, Outcome outcome) {
        McpMethod method = call.message().method();
        String tool = method == McpMethod.TOOLS_CALL ? toolName(call) : NONE;
        return new Key(call.server().name(), method.wire(), tool, outcome.word());
    }

    /** The name as tools.yaml has it; a server that may offer what is not listed has one series for all of that. */
    private static String toolName(McpCall call) {
        ServerSpec server = call.server();
        ServerSpec.Tool listed = call.message().name().map(server.tools()::get).orElse(null);
        return listed == null ? OTHER : listed.name();
    }

    private Series begin(Key key) {
        Series begun = new Series(new Histogram(), new Histogram());
        String[] tags = {key.server, key.method, key.tool, key.outcome};
        meters.counter(Metric.CALLS, begun.whole::count, tags);
        meters.histogram(Metric.CALL_SECONDS, begun.whole, tags);
        meters.histogram(Metric.FIRST_BYTE_SECONDS, begun.firstByte, tags);
        return begun;
    }
}
