package dev.mcpgateway.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.PolicySpec;

/**
 * Why a call gets no answer from its tool. Thrown anywhere, rendered in one place; expected, so it carries no stack
 * trace. The message is for the caller: what was wrong and what to do, never a secret.
 */
public final class CallFailure extends RuntimeException {
    private static final String RETRY_AFTER = "retryAfterMs";

    private final Reason reason;
    private final Map<String, Object> data;

    private CallFailure(Reason reason, String message, Map<String, Object> data, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.data = data;
    }

    public static CallFailure of(Reason reason, String message) {
        return new CallFailure(reason, message, Map.of(), null);
    }

    /** In the words of the protocol's own examples, so that it sounds like a server that has no such thing. */
    public static CallFailure notOffered(PolicySpec.Kind kind, String name) {
        return of(
                Reason.NOT_OFFERED,
                switch (kind) {
                    case TOOL -> "Unknown tool: " + name;
                    case PROMPT -> "Unknown prompt: " + name;
                    case RESOURCE -> "Resource not found";
                    case METHOD -> throw new IllegalArgumentException("a method is no thing that is offered");
                });
    }

    /** Worth another try after {@code wait}. */
    public static CallFailure retryable(Reason reason, String message, Duration wait) {
        return of(reason, message).with(RETRY_AFTER, wait.toMillis());
    }

    /** The same with one more fact for {@code data}. */
    public CallFailure with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(key, value);
        return new CallFailure(reason, message(), more, getCause());
    }

    /** The same, with what it came from: for the log, never for the caller. */
    public CallFailure causedBy(Throwable cause) {
        return new CallFailure(reason, message(), data, cause);
    }

    public Reason reason() {
        return reason;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** Further facts, in the order they were added; numbers, strings, lists and maps of them. */
    public Map<String, Object> data() {
        return data;
    }

    public Optional<Duration> retryAfter() {
        return data.get(RETRY_AFTER) instanceof Long millis ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}
