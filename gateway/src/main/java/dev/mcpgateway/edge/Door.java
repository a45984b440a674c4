package dev.mcpgateway.edge;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Pipeline;

/** One step around everything HTTP, before it is known what an exchange asks for, and after it was answered. */
interface Door {
    /** The door's one place in the order of things. */
    Pipeline at();

    /** Lets the exchange go on {@code inside}, or fails. */
    Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside);
}
