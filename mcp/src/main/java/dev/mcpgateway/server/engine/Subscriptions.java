package dev.mcpgateway.server.engine;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.wire.MetaKeys;

/**
 * {@code subscriptions/listen}: clients open one on every connect. This server's lists never change, so it agrees to no
 * notification, says so, and keeps the stream open until either side goes.
 */
final class Subscriptions {
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final AtomicInteger open = new AtomicInteger();
    private final int most;

    Subscriptions(int most) {
        this.most = most;
    }

    Flux<Frame> listen(McpRequest request) {
        return Flux.defer(() -> {
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                return Flux.just(Frame.failure(request, Workers.overloaded(most + " subscriptions are already open")));
            }
            return Flux.concat(Mono.just(acknowledgement(request)), goodbye(request))
                    .doFinally(end -> open.decrementAndGet());
        });
    }

    /** So that a shutdown need not wait for those who only listen. */
    void end() {
        ended.tryEmitEmpty();
    }

    private Mono<Frame> goodbye(McpRequest request) {
        return ended.asMono().then(Mono.fromSupplier(() -> {
            ObjectNode result = Json.object();
            result.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, request.id());
            return Frame.result(request, result);
        }));
    }

    private static Frame acknowledgement(McpRequest request) {
        ObjectNode params = Json.object();
        params.putObject("_meta").set(MetaKeys.SUBSCRIPTION_ID, request.id());
        params.putObject("notifications");
        return Frame.notification("notifications/subscriptions/acknowledged", params);
    }
}
