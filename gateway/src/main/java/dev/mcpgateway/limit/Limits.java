package dev.mcpgateway.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.ServerSpec;

/** The limits of one plan: which apply to a call, and under which key each counts it. */
final class Limits {
    private static final String PREFIX = "mcp:limit:";
    private static final String FOR_ALL_TENANTS = "*";

    /** A limit by rate, with its times worked out once. */
    private record RateLimit(LimitSpec spec, long intervalMicros, long depthMicros) {}

    /** A limit by number at the same time. */
    private record ConcurrencyLimit(LimitSpec spec, int most) {}

    /** What a concurrency limit asks of one call. */
    record Slot(LimitSpec limit, String key, int most) {}

    private final List<RateLimit> rates = new ArrayList<>();
    private final List<ConcurrencyLimit> slots = new ArrayList<>();

    Limits(Plan plan) {
        for (LimitSpec spec : plan.limits()) {
            boolean placed = spec.measure()
                    .fold(
                            rate -> rates.add(rateLimit(spec, rate)),
                            concurrent -> slots.add(new ConcurrencyLimit(spec, concurrent.most())));
            assert placed;
        }
    }

    List<Charge> charges(McpCall call) {
        List<Charge> charges = new ArrayList<>(rates.size());
        for (RateLimit limit : rates) {
            if (applies(limit.spec, call)) {
                charges.add(new Charge(limit.spec, key(limit.spec, call), limit.intervalMicros, limit.depthMicros));
            }
        }
        return charges;
    }

    List<Slot> slots(McpCall call) {
        List<Slot> wanted = new ArrayList<>(slots.size());
        for (ConcurrencyLimit limit : slots) {
            if (applies(limit.spec, call)) {
                wanted.add(new Slot(limit.spec, key(limit.spec, call), limit.most));
            }
        }
        return wanted;
    }

    private static RateLimit rateLimit(LimitSpec spec, Rate rate) {
        long interval = Math.max(1, rate.interval().toNanos() / 1_000);
        return new RateLimit(spec, interval, interval * rate.burst());
    }

    private static boolean applies(LimitSpec limit, McpCall call) {
        if (!limit.groups().contains(LimitSpec.Group.of(call.message().method().kind()))) {
            return false;
        }
        if (limit.targets().isEmpty()) {
            return true;
        }
        for (Target target : limit.targets()) {
            if (isAbout(target, call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbout(Target target, McpCall call) {
        Optional<ServerSpec.Tool> tool = call.tool();
        return target.server().matches(call.server().name())
                && call.message()
                        .name()
                        .map(target.name()::matches)
                        .orElse(target.name().pattern().equals("*"))
                && target.category()
                        .map(category ->
                                tool.isPresent() && tool.get().categories().contains(category))
                        .orElse(true)
                && target.risk()
                        .map(risk -> tool.isPresent() && tool.get().risk() == risk)
                        .orElse(true);
    }

    /** The tenant stands in braces: Redis Cluster keeps what belongs to one tenant in one place. */
    private static String key(LimitSpec limit, McpCall call) {
        boolean ofTenant = limit.per().contains(Per.TENANT) || limit.per().contains(Per.USER);
        StringBuilder key = new StringBuilder(96)
                .append(PREFIX)
                .append('{')
                .append(ofTenant ? call.caller().tenant() : FOR_ALL_TENANTS)
                .append("}:")
                .append(limit.id());
        if (limit.per().contains(Per.USER)) {
            key.append(":u:").append(call.caller().key());
        }
        if (limit.per().contains(Per.TOOL)) {
            key.append(":t:").append(call.target());
        }
        return key.toString();
    }
}
