package dev.mcpgateway.call;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.Outcome.Answered.Says;
import dev.mcpgateway.trace.RequestTrace;

/**
 * What is learnt about one request on its way, by whoever learns it, and read for its record at the end. Each fact has
 * one writer; they may be on different threads.
 */
public final class Facts {
    private final String httpMethod;
    private volatile RequestTrace spans = RequestTrace.NONE;
    private volatile @Nullable String trace;
    private volatile @Nullable String rule;
    private volatile @Nullable String instance;
    private volatile @Nullable String detail;
    private volatile Says says = Says.RESULT;
    private volatile long firstByteNanos;
    private volatile long bytesOut;
    private volatile long events;
    private volatile @Nullable ByteBuffer argumentsDigest;
    private volatile @Nullable ByteBuffer payload;
    private volatile int offered = -1;
    private volatile int hidden = -1;

    public Facts(String httpMethod) {
        this.httpMethod = httpMethod;
    }

    public String httpMethod() {
        return httpMethod;
    }

    /** The W3C trace this request belongs to: 32 hexadecimal digits. */
    public void traced(String traceId) {
        trace = traceId;
    }

    public Optional<String> trace() {
        return spans.traceId().or(() -> Optional.ofNullable(trace));
    }

    /** Where operators want spans: this request's. */
    public void spans(RequestTrace ofRequest) {
        spans = ofRequest;
    }

    public RequestTrace spans() {
        return spans;
    }

    /** The rule of policy.yaml that let the call in. */
    public void allowedBy(String ruleId) {
        rule = ruleId;
    }

    public Optional<String> rule() {
        return Optional.ofNullable(rule);
    }

    /** Which instance of the server the call was sent to, as its URL. */
    public void sentTo(String url) {
        instance = url;
    }

    public Optional<String> instance() {
        return Optional.ofNullable(instance);
    }

    /** What the answer's body says, as far as it has come. */
    public void answerSays(Says what) {
        says = what;
    }

    public Says says() {
        return says;
    }

    /** A list left the gateway with {@code hidden} of {@code offered} entries cut out of it. */
    public void listed(int offeredEntries, int hiddenEntries) {
        offered = offeredEntries;
        hidden = hiddenEntries;
    }

    public OptionalInt offered() {
        return known(offered);
    }

    public OptionalInt hidden() {
        return known(hidden);
    }

    /** A keyed digest of the arguments, made once although the beginning and the end of a call are both written down. */
    public ByteBuffer argumentsDigest(Supplier<ByteBuffer> make) {
        ByteBuffer known = argumentsDigest;
        if (known == null) {
            known = make.get();
            argumentsDigest = known;
        }
        return known;
    }

    /** What is kept of the arguments, made once for the same reason; of tools that ask for it. */
    public ByteBuffer payload(Supplier<ByteBuffer> make) {
        ByteBuffer known = payload;
        if (known == null) {
            known = make.get();
            payload = known;
        }
        return known;
    }

    /** What an administrator changed, in a few words; never a secret. */
    public void detail(String words) {
        detail = words;
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** Body bytes on their way to the client. Called by the one thread that writes the response. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void sent(long bytes) {
        if (firstByteNanos == 0) {
            // Never zero, which stands for "not yet".
            firstByteNanos = System.nanoTime() | 1;
        }
        bytesOut += bytes;
    }

    /** Server-sent events on their way to the client. Called by the one thread that writes the response. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void sentEvents(int more) {
        events += more;
    }

    /** When the first byte of the body left, on the clock of {@link Origin#receivedNanos}. */
    public OptionalLong firstByteNanos() {
        long nanos = firstByteNanos;
        return nanos == 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    public long bytesOut() {
        return bytesOut;
    }

    public long events() {
        return events;
    }

    private static OptionalInt known(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
