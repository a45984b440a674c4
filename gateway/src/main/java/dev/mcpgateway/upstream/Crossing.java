package dev.mcpgateway.upstream;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.call.Session;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Instance;
import dev.mcpgateway.session.SessionSeal;
import dev.mcpgateway.upstream.Answer.Shape;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

/**
 * Sends a call to its server and hands over the answer. The call's bytes go as they came. A client that leaves cancels
 * the crossing, which closes the connection to the server at once.
 */
@Component
public final class Crossing {
    /** Emitted once the answer has begun; until then the tool's time runs. */
    private static final Object BEGUN = new Object();

    /** Given by name: for want of one the operator makes up a message on each call, by regular expression. */
    private static final Flux<Object> TOO_LATE = Flux.error(TimeoutException::new);

    /** tools.yaml gives a time to each tool, and to nothing else. */
    private static final Duration WITHOUT_A_TOOL = Duration.ofSeconds(10);

    private final UpstreamSettings settings;
    private final Instances instances;
    private final Affinity affinity;
    private final SessionSeal seal;
    private final Lanes lanes;

    Crossing(UpstreamSettings settings, Instances instances, Affinity affinity, SessionSeal seal, Lanes lanes) {
        this.settings = settings;
        this.instances = instances;
        this.affinity = affinity;
        this.seal = seal;
        this.lanes = lanes;
    }

    /**
     * Sends {@code call}; {@code relay} consumes the answer's body and completes when it has passed it on.
     *
     * @param to where it goes: the server that was asked, or the one a route names instead
     * @param fromClient the client's headers, of which some travel on
     */
    public Mono<Void> send(McpCall call, ServerSpec to, HttpHeaders fromClient, Function<Answer, Mono<Void>> relay) {
        return Mono.defer(() -> {
            Lane lane = lanes.own();
            Flux<Object> crossing = affinity.of(call, to)
                    .map(at -> {
                        instances.enter(to, at);
                        return cross(lane, call, to, at, fromClient, relay);
                    })
                    .orElseGet(() -> tryOne(lane, call, to, fromClient, relay, new HashSet<>()));
            return inTime(lane, call, to, crossing)
                    // Held here for the client's many operators, each of which looks it up: a short way, not a long
                    // one.
                    .contextWrite(known -> known);
        });
    }

    /** An instance that did not even take the connection has seen nothing of the call, so the next one may have it. */
    private Flux<Object> tryOne(
            Lane lane,
            McpCall call,
            ServerSpec to,
            HttpHeaders fromClient,
            Function<Answer, Mono<Void>> relay,
            Set<Instance> tried) {
        Instance at = instances.next(to, tried);
        tried.add(at);
        Flux<Object> crossing = cross(lane, call, to, at, fromClient, relay);
        return tried.size() == to.instances().size()
                ? crossing
                : crossing.onErrorResume(Crossing::wasNeverSent, e -> tryOne(lane, call, to, fromClient, relay, tried));
    }

    private static boolean wasNeverSent(Throwable e) {
        return e instanceof ConnectException || e instanceof UnknownHostException;
    }

    private Mono<Void> inTime(Lane lane, McpCall call, ServerSpec to, Flux<Object> crossing) {
        Duration patience = patience(call, to);
        return crossing.timeout(Mono.delay(patience, lane.timer()), begun -> Mono.never(), TOO_LATE)
                .onErrorMap(e -> failure(to, patience, e))
                .then();
    }

    /** Until an answer begins. That to {@code tasks/result} begins when the task is done, so it is waited for like an event. */
    private static Duration patience(McpCall call, ServerSpec to) {
        return call.message().method() == McpMethod.TASKS_RESULT
                ? to.idleTimeout()
                : call.tool().map(ServerSpec.Tool::timeout).orElse(WITHOUT_A_TOOL);
    }

    /** To one instance, whose breaker learns whether it answered. */
    private Flux<Object> cross(
            Lane lane,
            McpCall call,
            ServerSpec to,
            Instance at,
            HttpHeaders fromClient,
            Function<Answer, Mono<Void>> relay) {
        HttpHeaders headers = HeaderRules.toServer(call, to, fromClient);
        call.facts().spans().cross().forEach(headers::set);
        call.facts().sentTo(at.url().toString());
        Attempt attempt = new Attempt(instances.breaker(to, at));
        return sender(lane, call, at, headers)
                .response((response, body) -> {
                    attempt.answered(response.status().code());
                    return answered(call, to, at, response, body, relay);
                })
                .doOnError(attempt::failed)
                .doOnCancel(attempt::left);
    }

    private static HttpClient.ResponseReceiver<?> sender(Lane lane, McpCall call, Instance at, HttpHeaders headers) {
        ByteBuffer body = call.message().body();
        if (!body.hasRemaining()) {
            HttpMethod method = call.message().method() == McpMethod.SESSION_END ? HttpMethod.DELETE : HttpMethod.GET;
            return lane.http().headers(own -> own.set(headers)).request(method).uri(at.url());
        }
        return lane.post(at.url()).send((request, out) -> {
            request.headers(headers);
            return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.duplicate())));
        });
    }

    private Publisher<Object> answered(
            McpCall call,
            ServerSpec server,
            Instance at,
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
        HttpHeaders headers = HeaderRules.toClient(response.responseHeaders());
        String session = response.responseHeaders().get(McpHeaders.SESSION_ID);
        if (session != null) {
            seal.seal(new Session(session, at.id()), call.server().name(), call.caller())
                    .ifPresent(id -> headers.set(McpHeaders.SESSION_ID, id));
        }
        Answer answer = new Answer(at, status, headers, shape.get(), patient(call, server, shape.get(), body));
        Mono<Void> relayed = relay.apply(answer);
        // What comes in one piece must be there in the tool's time; of anything longer only the beginning.
        return shape.get() == Shape.WHOLE
                ? relayed.thenReturn(BEGUN)
                : Flux.just(BEGUN).concatWith(relayed.cast(Object.class));
    }

    /** An answer may pause as long as tools.yaml says. A stream on which a server speaks unasked may be silent for ever. */
    private ByteBufFlux patient(McpCall call, ServerSpec server, Shape shape, ByteBufFlux body) {
        McpMethod method = call.message().method();
        boolean mayBeSilent = method == McpMethod.SESSION_STREAM || method == McpMethod.SUBSCRIPTIONS_LISTEN;
        if (shape == Shape.WHOLE || shape == Shape.EMPTY) {
            return body;
        }
        Duration longest = settings.longestStream();
        Duration silence = mayBeSilent ? longest : server.idleTimeout();
        // On the loop that the answer comes on, which is the one this runs on.
        Patience patience = new Patience(silence, longest, lanes.own().timer());
        return ByteBufFlux.fromInbound(patience.with(body).onErrorMap(e -> failure(server, silence, e)));
    }

    private Optional<Shape> shape(HttpClientResponse response) {
        HttpHeaders headers = response.responseHeaders();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (type.startsWith("text/event-stream")) {
            return Optional.of(Shape.EVENTS);
        }
        int status = response.status().code();
        if (type.startsWith("application/json")) {
            long length = headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                    ? Long.parseLong(headers.get(HttpHeaderNames.CONTENT_LENGTH))
                    : Long.MAX_VALUE;
            return Optional.of(length <= settings.maxWholeAnswer() ? Shape.WHOLE : Shape.PIECES);
        }
        if (isClientError(status) && (type.isEmpty() || type.startsWith("text/plain"))) {
            // What the transport itself says, such as "no such session", often comes without JSON.
            return Optional.of(Shape.PIECES);
        }
        boolean hasNoBody =
                status == 202 || status == 204 || headers.contains(HttpHeaderNames.CONTENT_LENGTH, "0", true);
        return isSuccess(status) && hasNoBody ? Optional.of(Shape.EMPTY) : Optional.empty();
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static boolean isClientError(int status) {
        return status >= 400 && status < 500;
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
