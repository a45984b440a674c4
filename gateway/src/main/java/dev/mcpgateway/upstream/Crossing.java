package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.upstream.Answer.Shape;

/**
 * Sends a call to its server and hands over the answer. The call's bytes go as they came. A client that leaves cancels
 * the crossing, which closes the connection to the server at once.
 */
@Component
public final class Crossing {
    /** Emitted once the answer has begun; until then the tool's time runs. */
    private static final Object BEGUN = new Object();

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POOL_PATIENCE = Duration.ofSeconds(2);
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final UpstreamSettings settings;
    private final Instances instances;
    private final HttpClient http;

    Crossing(UpstreamSettings settings, Instances instances, Pools pools) {
        this.settings = settings;
        this.instances = instances;
        ConnectionProvider connections = ConnectionProvider.builder("upstream")
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(settings.waiting())
                .pendingAcquireTimeout(POOL_PATIENCE)
                .maxIdleTime(settings.keepIdle())
                .evictInBackground(settings.keepIdle())
                .lifo()
                .metrics(true, () -> pools)
                .build();
        this.http = HttpClient.create(connections)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                // A call that may have reached the tool is never sent twice behind the caller's back.
                .disableRetry(true)
                .followRedirect(false);
    }

    /**
     * Sends {@code call}; {@code relay} consumes the answer's body and completes when it has passed it on.
     *
     * @param to where it goes: the server that was asked, or the one a route names instead
     * @param fromClient the client's headers, of which some travel on
     */
    public Mono<Void> send(McpCall call, ServerSpec to, HttpHeaders fromClient, Function<Answer, Mono<Void>> relay) {
        return send(call, to, instances.next(to), fromClient, relay);
    }

    /**
     * The same to one instance and no other: what it began (a session) only it can go on with.
     *
     * @param at one of {@code to}'s
     */
    public Mono<Void> send(
            McpCall call,
            ServerSpec to,
            ServerSpec.Instance at,
            HttpHeaders fromClient,
            Function<Answer, Mono<Void>> relay) {
        HttpHeaders headers = HeaderRules.toServer(call, to, fromClient);
        Duration patience = call.tool().map(ServerSpec.Tool::timeout).orElse(SESSION_TIMEOUT);
        call.facts().sentTo(at.url().toString());
        return http.headers(own -> own.set(headers))
                .request(HttpMethod.POST)
                .uri(at.url())
                .send((request, out) -> out.send(Mono.fromSupplier(
                        () -> Unpooled.wrappedBuffer(call.message().body().duplicate()))))
                .response((response, body) -> answered(to, at, response, body, relay))
                .timeout(Mono.delay(patience), begun -> Mono.never())
                .onErrorMap(e -> failure(to, patience, e))
                .then();
    }

    private Flux<Object> answered(
            ServerSpec server,
            ServerSpec.Instance at,
            HttpClientResponse response,
            ByteBufFlux body,
            Function<Answer, Mono<Void>> relay) {
        int status = response.status().code();
        Optional<Shape> shape = shape(response);
        if (status == 401 || status == 403 || shape.isEmpty()) {
            return Flux.error(CallFailure.of(
                    Reason.UPSTREAM_INVALID,
                    "server '" + server.name() + "' did not answer as an MCP server (HTTP " + status + ")"));
        }
        ByteBufFlux bounded =
                shape.get() == Shape.EVENTS ? ByteBufFlux.fromInbound(body.timeout(server.idleTimeout())) : body;
        Answer answer = new Answer(at, status, HeaderRules.toClient(response.responseHeaders()), shape.get(), bounded);
        Mono<Object> relayed = relay.apply(answer).cast(Object.class);
        // What comes in one piece must be there in the tool's time; of anything longer only the beginning.
        return shape.get() == Shape.WHOLE
                ? relayed.concatWith(Mono.just(BEGUN))
                : Flux.just(BEGUN).concatWith(relayed);
    }

    private Optional<Shape> shape(HttpClientResponse response) {
        HttpHeaders headers = response.responseHeaders();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (type.startsWith("text/event-stream")) {
            return Optional.of(Shape.EVENTS);
        }
        if (type.startsWith("application/json")) {
            long length = headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                    ? Long.parseLong(headers.get(HttpHeaderNames.CONTENT_LENGTH))
                    : Long.MAX_VALUE;
            return Optional.of(length <= settings.maxWholeAnswer() ? Shape.WHOLE : Shape.PIECES);
        }
        int status = response.status().code();
        return status == 202 || status == 204 ? Optional.of(Shape.EMPTY) : Optional.empty();
    }

    private static Throwable failure(ServerSpec server, Duration patience, Throwable e) {
        if (e instanceof CallFailure) {
            return e;
        }
        String name = "server '" + server.name() + "'";
        if (e instanceof TimeoutException) {
            return CallFailure.of(
                    Reason.UPSTREAM_TIMEOUT, name + " did not answer in time (" + patience.toMillis() + " ms)");
        }
        return CallFailure.of(Reason.UPSTREAM_UNAVAILABLE, name + " cannot be reached or broke off; try again later")
                .causedBy(e);
    }
}
