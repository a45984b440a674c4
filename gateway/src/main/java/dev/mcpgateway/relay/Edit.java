package dev.mcpgateway.relay;

import java.util.Optional;

import reactor.core.publisher.Mono;

/** What is done to a JSON-RPC message on its way to the client. */
interface Edit {
    /** The message to pass on: the same bytes, or others. */
    Mono<byte[]> apply(byte[] message);

    /** The largest message that is held back to be looked at. */
    int largest();

    /** Whether a message that is larger fails, rather than passing as it is. */
    boolean isOwedToEveryMessage();

    /**
     * Where not every message of a stream is meant: finds those that are, for one stream. The others pass as they are,
     * however large.
     */
    default Optional<ListScan> scan() {
        return Optional.empty();
    }
}
