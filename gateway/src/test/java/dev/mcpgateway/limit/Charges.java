package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;

import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.LimitSpec.Group;
import dev.mcpgateway.config.LimitSpec.Measure;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.Location;

/** Charges nobody has seen before, and ways to pay them. */
final class Charges {
    private Charges() {}

    static long served(Buckets buckets, Charge charge, int calls) {
        long served = 0;
        for (int i = 0; i < calls; i++) {
            served += paid(buckets, charge) ? 1 : 0;
        }
        return served;
    }

    static long servedAtOnce(Buckets buckets, Charge charge, int calls) {
        return Flux.range(0, calls)
                .flatMap(i -> buckets.take(List.of(charge)), calls)
                .filter(verdict -> verdict == Verdict.PAID)
                .count()
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    static boolean paid(Buckets buckets, Charge... charges) {
        return take(buckets, charges).fold(() -> true, over -> false);
    }

    static Verdict take(Buckets buckets, Charge... charges) {
        return buckets.take(List.of(charges))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    /** A user nobody has seen before. */
    static Charge user(Measure measure) {
        return charge(Set.of(Per.USER), measure);
    }

    static Charge charge(Set<Per> per, Measure measure) {
        LimitSpec spec = new LimitSpec(
                "test", per, measure, List.of(), Set.of(Group.CALL), false, new Location("policy.yaml", 1));
        Allowance allowance = Allowance.of(spec).orElseThrow();
        Who who = new Who("acme", UUID.randomUUID().toString(), "ada", "server/" + UUID.randomUUID(), "10.0.0.1");
        return new Charge(allowance, allowance.key(who, Instant.now()), 1, who);
    }
}
