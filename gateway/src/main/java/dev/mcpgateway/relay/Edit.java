package dev.mcpgateway.relay;

import reactor.core.publisher.Mono;

/** What is done to a JSON-RPC message on its way to the client. */
interface Edit {
    /** The message to pass on: the same bytes, or others. */
    Mono<byte[]> apply(byte[] message);

    /** The largest message that is held back to be looked at. */
    int largest();

    /** Whether a message that is larger fails, rather than passing as it is. */
    boolean isOwedToEveryMessage();
}
