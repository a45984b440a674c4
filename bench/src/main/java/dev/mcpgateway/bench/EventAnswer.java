package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A tool that tells how far it is: the upstream's answer to every call of {@code --call sse}. */
final class EventAnswer {
    static final int PROGRESS = 10;

    /** So that no proxy can take two for one. */
    static final Duration GAP = Duration.ofMillis(5);

    private final ByteBuf[] events = IntStream.rangeClosed(0, PROGRESS)
            .mapToObj(EventAnswer::event)
            .map(event -> event.getBytes(StandardCharsets.US_ASCII))
            .map(event -> Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(event.length).writeBytes(event).asReadOnly()))
            .toArray(ByteBuf[]::new);

    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        Flux<ByteBuf> stream = Flux.interval(Duration.ZERO, GAP, timer(request))
                .onBackpressureBuffer()
                .take(PROGRESS + 1)
                .map(i -> events[i.intValue()].duplicate());
        return request.receive()
                .then(Mono.defer(() -> response.header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                        // What a tool says so that an nginx on the way passes each event on.
                        .header("X-Accel-Buffering", "no")
                        .send(stream, each -> true)
                        .then()));
    }

    /** Timers of the thread that serves this request. */
    static Scheduler timer(HttpServerRequest request) {
        AtomicReference<Scheduler> timer = new AtomicReference<>();
        request.withConnection(connection ->
                timer.set(Schedulers.fromExecutorService(connection.channel().eventLoop())));
        return Objects.requireNonNull(timer.get());
    }

    /** All events, as every contestant must hand them over. */
    static byte[] whole() {
        return IntStream.rangeClosed(0, PROGRESS)
                .mapToObj(EventAnswer::event)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String event(int i) {
        String message = i == PROGRESS
                ? new String(CheapUpstream.answer(), StandardCharsets.US_ASCII)
                : "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":"
                        + i + ",\"total\":" + PROGRESS + ",\"message\":\"working\"}}";
        return "event: message\ndata: " + message + "\n\n";
    }
}
