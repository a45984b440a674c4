package dev.mcpgateway.limit;

import java.time.InstantSource;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans.Derived;

/** The limits that count by address, before anybody looks at a token. */
public final class AddressLimits {
    private final Derived<Limits> limits;
    private final Buckets buckets;
    private final InstantSource clock;

    AddressLimits(Derived<Limits> limits, Buckets buckets, InstantSource clock) {
        this.limits = limits;
        this.buckets = buckets;
        this.clock = clock;
    }

    /** Whether there are any. */
    public boolean exist(Plan plan) {
        return limits.of(plan).anyAtTheDoor();
    }

    /** Completes if one more request fits; fails if not. */
    public Mono<Void> enter(String address, Plan plan) {
        List<Charge> charges = limits.of(plan).atTheDoor(address, clock.instant());
        return LimitGate.pay(buckets, charges);
    }
}
