package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

/**
 * Buckets of this process alone, for the time Redis is away: the arithmetic of {@code take.lua}. Keys come from
 * clients, so their number is bounded; a bucket that is dropped early starts full again, which errs for the caller.
 */
@Component
final class LocalBuckets implements Buckets {
    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final Cache<String, Long> fullAt = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    LocalBuckets(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Verdict> take(List<Charge> charges) {
        return Mono.fromSupplier(() -> takeNow(charges));
    }

    /** Under one lock, because all charges are paid or none; what is done in it is a few additions. */
    private synchronized Verdict takeNow(List<Charge> charges) {
        long now = clock.instant().toEpochMilli() * 1_000;
        long[] next = new long[charges.size()];
        for (int i = 0; i < next.length; i++) {
            Charge charge = charges.get(i);
            @Nullable Long held = fullAt.getIfPresent(charge.key());
            next[i] = Math.max(held == null ? now : held, now) + charge.intervalMicros();
            long over = next[i] - now - charge.depthMicros();
            if (over > 0) {
                return new Verdict.Over(charge, Duration.ofNanos(over * 1_000));
            }
        }
        for (int i = 0; i < next.length; i++) {
            fullAt.put(charges.get(i).key(), next[i]);
        }
        return Verdict.PAID;
    }
}
