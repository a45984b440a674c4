package dev.mcpgateway.limit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Redis;

/** Shared buckets while Redis answers, local ones while it does not: a limit never fails a call. */
@Component
@Primary
final class SharedOrLocal implements Buckets {
    private static final Logger log = LoggerFactory.getLogger(SharedOrLocal.class);

    private final Redis redis;
    private final Buckets shared;
    private final Buckets local;
    private final AtomicBoolean away = new AtomicBoolean();

    SharedOrLocal(Redis redis, RedisBuckets shared, LocalBuckets local) {
        this.redis = redis;
        this.shared = shared;
        this.local = local;
    }

    @Override
    public Mono<Verdict> take(List<Charge> charges) {
        if (!redis.isConfigured()) {
            return local.take(charges);
        }
        return shared.take(charges).doOnNext(verdict -> isBack()).onErrorResume(e -> {
            isAway(e);
            return local.take(charges);
        });
    }

    private void isAway(Throwable e) {
        if (away.compareAndSet(false, true)) {
            log.warn("Redis does not answer ({}); limits are kept in this process until it does", e.toString());
        }
    }

    private void isBack() {
        if (away.get() && away.compareAndSet(true, false)) {
            log.info("Redis answers again; limits are shared");
        }
    }
}
