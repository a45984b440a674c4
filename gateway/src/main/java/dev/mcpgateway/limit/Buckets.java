package dev.mcpgateway.limit;

import java.util.List;

import reactor.core.publisher.Mono;

/** Where charges are paid: all of a call's together, or none. */
interface Buckets {
    Mono<Verdict> take(List<Charge> charges);
}
