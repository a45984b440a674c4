package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/** Signs chains: a row in the table, and a line in the log for whoever wants to be surer than a database can make. */
@Component
class Sealer {
    private static final Logger log = LoggerFactory.getLogger("dev.mcpgateway.audit.seal");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SealKeys keys;
    private final SealTable table;
    private final InstantSource clock;

    Sealer(SealKeys keys, SealTable table, InstantSource clock) {
        this.keys = keys;
        this.table = table;
        this.clock = clock;
    }

    /** Who is to check seals later needs this once. */
    void introduce() {
        log.info("Seals carry key {}; its public half is {}", keys.ownId(), keys.ownPublicKey());
    }

    Mono<Void> seal(ChainEnd end) {
        return Mono.defer(() -> {
            Seal seal = Seal.sign(end, clock.instant(), keys);
            return table.keep(seal).timeout(PATIENCE).doOnSuccess(done -> log.info("{}", seal));
        });
    }
}
