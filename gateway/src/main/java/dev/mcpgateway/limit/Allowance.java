package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.LimitSpec.Unit;

/**
 * A limit by rate or quota with its numbers worked out once.
 *
 * <p>A rate's bucket holds time: a call costs {@code interval} microseconds, of which up to {@code depth} may be owed. A
 * quota's is a counter: a unit costs 1, of which there are {@code depth} a day.
 *
 * @param interval what a unit costs; 0 for a counter
 * @param depth how much may be used at once
 * @param leasable how many units all gateways together may hold in advance; below 2 each call pays for itself
 * @param leaseMicros how long what was taken in advance may stay unspent
 * @param acrossTenants counts callers of several tenants together: never waited for, always leased
 */
record Allowance(
        LimitSpec spec,
        long interval,
        long depth,
        double leasable,
        long leaseMicros,
        boolean acrossTenants,
        boolean inCost) {
    private static final String PREFIX = "mcp:limit:{";
    private static final double LEASED_SHARE = 0.1;
    private static final double LEASED_FROM_PER_SECOND = 5;
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long SHORTEST_LEASE = micros(Duration.ofSeconds(1));
    private static final long LONGEST_LEASE = micros(Duration.ofSeconds(10));

    /** The allowance of a limit, unless it counts calls in flight. */
    static Optional<Allowance> of(LimitSpec spec) {
        return spec.measure()
                .fold(
                        rate -> Optional.of(ofRate(spec, rate)),
                        quota -> Optional.of(ofQuota(spec, quota)),
                        concurrent -> Optional.empty());
    }

    private static Allowance ofRate(LimitSpec spec, Rate rate) {
        long interval = Math.max(1, micros(rate.window()) / rate.count());
        double perSecond = rate.count() * 1e9 / rate.window().toNanos();
        return new Allowance(
                spec,
                interval,
                interval * rate.burst(),
                leasable(spec, perSecond, Math.min(rate.count(), rate.burst())),
                lease(rate.window()),
                isAcrossTenants(spec),
                false);
    }

    private static Allowance ofQuota(LimitSpec spec, Quota quota) {
        return new Allowance(
                spec,
                0,
                quota.count(),
                leasable(spec, (double) quota.count() / DAY_SECONDS, quota.count()),
                lease(Duration.ofDays(1)),
                isAcrossTenants(spec),
                quota.unit() == Unit.COST);
    }

    private static double leasable(LimitSpec spec, double perSecond, long limit) {
        double share = LEASED_SHARE * limit;
        return isAcrossTenants(spec) ? Math.max(1, share) : perSecond >= LEASED_FROM_PER_SECOND ? share : 0;
    }

    private static long lease(Duration window) {
        return Math.min(LONGEST_LEASE, Math.max(SHORTEST_LEASE, micros(window) / 20));
    }

    private static boolean isAcrossTenants(LimitSpec spec) {
        return !spec.per().contains(Per.USER) && !spec.per().contains(Per.TENANT);
    }

    boolean isQuota() {
        return interval == 0;
    }

    /** What one unit takes from the bucket. */
    long unit() {
        return isQuota() ? 1 : interval;
    }

    /** The most units this one of so many gateways may hold in advance; 0 if each call pays for itself. */
    long slice(int gateways) {
        long slice = (long) (leasable / gateways);
        return acrossTenants ? Math.max(1, slice) : slice < 2 ? 0 : slice;
    }

    /** How long after {@code now} a bucket at this level has room for {@code units}, in microseconds. */
    long wait(long level, long units, Instant now) {
        return isQuota() ? untilTomorrow(now) : Math.max(0, level + units * interval - depth);
    }

    private static long untilTomorrow(Instant now) {
        Instant tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return micros(Duration.between(now, tomorrow));
    }

    /** The name of the bucket. */
    String key(Who who, Instant now) {
        String key = key(spec, who);
        return isQuota() ? key + ":d" + LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay() : key;
    }

    /**
     * What one limit counts together. What stands in braces decides where Redis Cluster keeps it: what belongs to one
     * tenant in one place. Lengths keep the parts from running into each other.
     */
    static String key(LimitSpec spec, Who who) {
        StringBuilder key = new StringBuilder(128).append(PREFIX);
        if (isAcrossTenants(spec)) {
            key.append("*:").append(spec.id());
        } else {
            key.append(who.tenant());
        }
        key.append("}:").append(spec.id());
        part(key, spec, Per.USER, 'u', who.user());
        part(key, spec, Per.TOOL, 't', who.target());
        part(key, spec, Per.ADDRESS, 'a', Network.of(who.address()));
        return key.toString();
    }

    private static void part(StringBuilder key, LimitSpec spec, Per per, char mark, String value) {
        if (spec.per().contains(per)) {
            key.append(':').append(mark).append(value.length()).append(':').append(value);
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
