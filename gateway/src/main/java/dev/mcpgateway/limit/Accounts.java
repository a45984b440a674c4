package dev.mcpgateway.limit;

import java.time.Duration;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The buckets this process has to do with. Keys come from clients, so their number is bounded; what is dropped early is
 * only this process's knowledge.
 */
final class Accounts {
    private static final Duration UNUSED = Duration.ofHours(1);

    private final Cache<String, Account> accounts;

    Accounts(int most) {
        accounts = Caffeine.newBuilder()
                // Its housekeeping is short; waking another thread for it costs more.
                .executor(Runnable::run)
                .maximumSize(most)
                .expireAfterAccess(UNUSED)
                .build();
    }

    Account of(Charge charge) {
        Account known = accounts.getIfPresent(charge.key());
        return known != null && known.isFor(charge.allowance())
                ? known
                : accounts.asMap()
                        .compute(
                                charge.key(),
                                (key, there) ->
                                        there != null && there.isFor(charge.allowance()) ? there : new Account(charge));
    }

    Map<String, Account> all() {
        return accounts.asMap();
    }

    void forget(String key) {
        accounts.invalidate(key);
    }
}
