package dev.mcpgateway.health;

import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/**
 * Something the gateway needs and does not control.
 *
 * @param isVital whether no call at all can be served while it is down
 * @param look asks it now; must end by itself, and is cut off if it does not
 */
public record Dependency(String name, boolean isVital, Supplier<Mono<Condition>> look) {}
