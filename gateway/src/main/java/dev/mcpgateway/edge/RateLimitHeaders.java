package dev.mcpgateway.edge;

import java.time.Duration;

import org.springframework.http.HttpHeaders;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * Tells a limit that is used up in headers, as draft-ietf-httpapi-ratelimit-headers-10 writes them: which policy ({@code
 * q} in {@code w} seconds), and what is left ({@code r}) for how long ({@code t}).
 */
final class RateLimitHeaders {
    private static final String POLICY = "RateLimit-Policy";
    private static final String STATE = "RateLimit";

    private RateLimitHeaders() {}

    static void add(HttpHeaders headers, CallFailure failure) {
        if (failure.reason() != Reason.RATE_LIMITED
                || !(failure.data().get("limit") instanceof String limit)
                || !(failure.data().get("quota") instanceof Long quota)
                || !(failure.data().get("windowSeconds") instanceof Long window)) {
            return;
        }
        long wait = failure.retryAfter().map(Duration::toSeconds).orElse(0L) + 1;
        headers.set(POLICY, '"' + limit + "\";q=" + quota + ";w=" + window);
        headers.set(STATE, '"' + limit + "\";r=0;t=" + wait);
    }
}
