package dev.mcpgateway.limit;

import java.util.List;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition;
import dev.mcpgateway.health.Dependencies;
import dev.mcpgateway.health.Dependency;

/** Whether limits are counted together with other gateways. A Redis that answers and takes no writes shows here. */
@Component
final class LimitHealth implements Dependencies {
    private final RedisPulse pulse;
    private final LimitSettings settings;

    LimitHealth(RedisPulse pulse, LimitSettings settings) {
        this.pulse = pulse;
        this.settings = settings;
    }

    @Override
    public List<Dependency> now() {
        return List.of(new Dependency("limits", false, () -> Mono.fromSupplier(this::condition)));
    }

    private Condition condition() {
        if (!pulse.isWanted()) {
            return Condition.off("There is no Redis (REDIS_URL); limits are this process's own.");
        }
        return pulse.isShared()
                ? Condition.up("Limits are shared by " + pulse.gateways() + " gateways.")
                : Condition.degraded(
                        switch (settings.onRedisDown()) {
                            case LOCAL -> "Limits are not shared; each gateway keeps its part of them.";
                            case DENY -> "Limits cannot be counted, so calls that have any are refused.";
                            case ALLOW -> "Limits are not counted.";
                        });
    }
}
