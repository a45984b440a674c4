package dev.mcpgateway.auth;

import java.security.Key;
import java.util.List;

import com.nimbusds.jose.JWSHeader;

import reactor.core.publisher.Mono;

import dev.mcpgateway.health.Condition;

/** Where the keys come from that may have signed a token. Never from the token itself. */
interface Keys {
    /**
     * The keys that fit the header's {@code kid} and algorithm; usually one, empty if there is none. Fails with {@link
     * KeysAway} if there may be one, but the issuer cannot be asked.
     */
    Mono<List<Key>> fitting(JWSHeader header);

    /** How it is with the keys: whether a token that comes now could be verified. Asks nobody. */
    Condition condition();

    /** Told whenever the keys are no longer the same, so that nothing verified by an old one stays trusted. */
    default void onChange(Runnable listener) {
        // Keys that were written down live as long as the plan that names them.
    }

    /** Looks after the keys ahead of time; cheap if it is too early. */
    default void refresh() {}
}
