package dev.mcpgateway.limit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans.Derived;

/** What is left of limits, for those who have them and those who set them. */
public final class LimitReport {
    /** Enough to see who is in trouble, and one trip to Redis. */
    private static final int MOST = 100;

    private final Derived<Limits> limits;
    private final List<Accounts> known;
    private final SharedBuckets shared;
    private final RedisPulse pulse;
    private final QuotaBook book;
    private final InstantSource clock;

    LimitReport(
            Derived<Limits> limits,
            List<Buckets> buckets,
            SharedBuckets shared,
            RedisPulse pulse,
            QuotaBook book,
            InstantSource clock) {
        this.limits = limits;
        this.known = buckets.stream().map(Buckets::accounts).toList();
        this.shared = shared;
        this.pulse = pulse;
        this.book = book;
        this.clock = clock;
    }

    /**
     * One bucket.
     *
     * @param key names it, for a reset
     * @param most how many calls, or units of cost, it holds
     * @param left how many of them are left now
     * @param fullInMillis when it will be full again if nobody draws on it
     */
    public record Bucket(
            String limit,
            String key,
            Optional<String> tenant,
            Optional<String> user,
            Optional<String> tool,
            Optional<String> address,
            long most,
            long left,
            long fullInMillis) {}

    /**
     * The buckets of one gateway.
     *
     * @param says whose buckets these are, and whose view of them
     * @param shared whether {@code left} is what all gateways have left together
     * @param gateways how many there were when Redis last answered
     */
    public record View(String says, boolean shared, int gateways, List<Bucket> limits) {}

    /** What one caller has left, limit by limit. */
    public Mono<List<Bucket>> of(Caller caller, Plan plan) {
        return describe(limits.of(plan).everyCharge(caller, plan, clock.instant()));
    }

    /** The buckets this gateway has to do with, the most used first. */
    public Mono<View> mostUsed() {
        Instant now = clock.instant();
        return describe(known.stream()
                        .flatMap(accounts -> accounts.all().entrySet().stream())
                        .sorted(Comparator.comparingDouble((Map.Entry<String, Account> entry) ->
                                        entry.getValue().used(now))
                                .reversed())
                        .limit(MOST)
                        .map(LimitReport::charge)
                        .toList())
                .map(buckets -> buckets.stream()
                        .sorted(Comparator.comparingDouble(bucket -> (double) bucket.left() / bucket.most()))
                        .toList())
                .map(buckets -> new View(
                        "The fullest buckets among those this gateway has drawn on in the last hour; "
                                + (pulse.isShared()
                                        ? "what is left of each is counted by all gateways together."
                                        : "what is left of each is counted by this gateway alone."),
                        pulse.isShared(),
                        pulse.gateways(),
                        buckets));
    }

    /** Makes a bucket full again; whether this gateway knew it. */
    public Mono<Boolean> reset(String key) {
        Optional<Charge> charge = known.stream()
                .flatMap(accounts -> Optional.ofNullable(accounts.all().get(key)).stream())
                .map(account -> charge(Map.entry(key, account)))
                .findFirst();
        if (charge.isEmpty()) {
            return Mono.just(false);
        }
        known.forEach(accounts -> accounts.forget(key));
        return (pulse.isShared() ? shared.reset(charge.get()) : Mono.<Void>empty())
                .then(charge.get().allowance().isQuota() ? book.forget(key) : Mono.empty())
                .thenReturn(true);
    }

    private Mono<List<Bucket>> describe(List<Charge> charges) {
        Mono<List<Long>> levels = pulse.isShared()
                ? shared.levels(charges).doOnError(pulse::missed).onErrorReturn(List.of())
                : Mono.just(List.of());
        return levels.map(said -> {
            List<Bucket> buckets = new ArrayList<>(charges.size());
            for (int i = 0; i < charges.size(); i++) {
                buckets.add(describe(charges.get(i), said.isEmpty() ? -1 : said.get(i)));
            }
            return buckets;
        });
    }

    private Bucket describe(Charge charge, long sharedLevel) {
        Instant now = clock.instant();
        Allowance allowance = charge.allowance();
        long level = sharedLevel >= 0 ? sharedLevel : ownLevel(charge, now);
        long most = allowance.depth() / allowance.unit();
        return new Bucket(
                allowance.spec().id(),
                charge.key(),
                part(charge, Per.TENANT, charge.who().tenant())
                        .or(() -> part(charge, Per.USER, charge.who().tenant())),
                part(charge, Per.USER, charge.who().subject()),
                part(charge, Per.TOOL, charge.who().target()),
                part(charge, Per.ADDRESS, charge.who().address()),
                most,
                Math.max(0, (allowance.depth() - level) / allowance.unit()),
                allowance.isQuota() ? allowance.wait(level, 1, now) / 1_000 : level / 1_000);
    }

    private long ownLevel(Charge charge, Instant now) {
        return known.stream()
                .flatMap(accounts -> Optional.ofNullable(accounts.all().get(charge.key())).stream())
                .findFirst()
                .map(account -> (long) (account.used(now) * charge.allowance().depth()))
                .orElse(0L);
    }

    private static Optional<String> part(Charge charge, Per per, String value) {
        return charge.allowance().spec().per().contains(per) ? Optional.of(value) : Optional.empty();
    }

    private static Charge charge(Map.Entry<String, Account> entry) {
        return new Charge(
                entry.getValue().allowance(),
                entry.getKey(),
                1,
                entry.getValue().who());
    }
}
