package dev.mcpgateway.server.resource;

import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What {@code resources/list}, {@code resources/templates/list} and {@code resources/read} answer. A server without this bean
 * does not offer resources. Never block in it.
 */
public interface Resources {
    /** Those worth listing for this caller, in a stable order; the kit cuts it into pages. Links need not be listed. */
    Flux<Resource> list(Reader reader);

    default List<ResourceTemplate> templates() {
        return List.of();
    }

    /** Empty when there is no such resource, or not for this caller: both look the same outside. */
    Mono<ResourceContents> read(String uri, Reader reader);

    /** Who reads, as the gateway says. */
    record Reader(Optional<String> userId, Optional<String> tenantId) {}
}
