package dev.mcpgateway.edge;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.GatewaySettings;
import dev.mcpgateway.limit.AddressLimits;
import dev.mcpgateway.upstream.UpstreamGate;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

/** Refuses what headers alone show to be wrong, before a byte of the body is read and a token is looked at. */
@Component
final class AdmitDoor implements Door {
    private static final Duration HINT = Duration.ofSeconds(1);
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final GatewaySettings settings;
    private final AddressLimits addresses;
    private final UpstreamGate upstream;
    private final int maxHeaders;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    AdmitDoor(GatewaySettings settings, AddressLimits addresses, UpstreamGate upstream, ProtectionSettings protection) {
        this.maxHeaders = protection.maxHeaders();
        this.upstream = upstream;
        this.settings = settings;
        this.addresses = addresses;
        for (URI url : settings.publicUrls()) {
            hosts.add(url.getHost().toLowerCase(Locale.ROOT));
            origins.add(url.getScheme() + "://" + url.getAuthority());
        }
        origins.addAll(settings.allowedOrigins());
        if (hosts.stream().anyMatch(LOOPBACK::contains)) {
            hosts.addAll(LOOPBACK);
        }
    }

    @Override
    public Pipeline at() {
        return Pipeline.ADMIT;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside) {
        CurrentCall current = CurrentCall.of(exchange);
        if (current.endpoint().isOpen()) {
            return AuthDoor.mayRecognise(exchange, current)
                    ? counted(exchange, current, () -> inside.filter(exchange))
                    : inside.filter(exchange);
        }
        if (OwnLoop.nativeRequest(exchange).requestHeaders().size() > maxHeaders) {
            throw CallFailure.of(
                    Reason.HEADERS_TOO_LARGE, "a request may have " + maxHeaders + " headers, this one has more");
        }
        check(exchange.getRequest(), current.endpoint());
        return counted(exchange, current, () -> admit(exchange, inside));
    }

    /** Before a token is looked at, wherever one is. */
    private Mono<Void> counted(ServerWebExchange exchange, CurrentCall current, Supplier<Mono<Void>> next) {
        if (!addresses.exist(current.plan())) {
            return next.get();
        }
        Mono<Void> counted = addresses.enter(current.origin().address(), current.plan());
        return OwnLoop.resumeEmpty(counted, exchange).then(Mono.defer(next));
    }

    private Mono<Void> admit(ServerWebExchange exchange, WebFilterChain inside) {
        if (inFlight.incrementAndGet() > settings.maxCalls()) {
            inFlight.decrementAndGet();
            return Mono.error(CallFailure.retryable(
                    Reason.OVERLOADED, "the gateway already carries " + settings.maxCalls() + " calls", HINT));
        }
        CurrentCall.of(exchange).exits().add(outcome -> inFlight.decrementAndGet());
        return inside.filter(exchange);
    }

    private void check(ServerHttpRequest request, Endpoint endpoint) {
        HttpHeaders headers = request.getHeaders();
        // A page in somebody's browser that was pointed at this address by DNS shows itself by its Host.
        if (headers.getHost() == null
                || !hosts.contains(headers.getHost().getHostString().toLowerCase(Locale.ROOT))) {
            throw CallFailure.of(
                    Reason.ORIGIN_REFUSED, "this Host is not served here; PUBLIC_URLS names those that are");
        }
        String origin = headers.getFirst(HttpHeaders.ORIGIN);
        if (origin != null && !origins.contains(origin)) {
            throw CallFailure.of(
                    Reason.ORIGIN_REFUSED, "this Origin may not call; ALLOWED_ORIGINS names those that may");
        }
        if (headers.getContentLength() > settings.maxBodyBytes()) {
            throw tooLarge(settings.maxBodyBytes());
        }
        endpoint.server()
                .filter(server -> upstream.isFull(server) && surelyNeedsRoom(request))
                .ifPresent(server -> {
                    throw UpstreamGate.full("server '" + server.name() + "'", server.maxConcurrent());
                });
        if (endpoint.isMcp()) {
            checkTransport(request.getMethod(), headers);
        }
    }

    /** Of what says no method in its headers only the body tells: it may be what makes room, so that is read first. */
    private static boolean surelyNeedsRoom(ServerHttpRequest request) {
        if (HttpMethod.GET.equals(request.getMethod())) {
            return true;
        }
        String said = request.getHeaders().getFirst(McpHeaders.METHOD);
        return HttpMethod.POST.equals(request.getMethod())
                && said != null
                && McpMethod.of(said).filter(UpstreamGate::needsRoom).isPresent();
    }

    private static void checkTransport(HttpMethod method, HttpHeaders headers) {
        String accept = headers.getFirst(HttpHeaders.ACCEPT);
        boolean takesEvents = takes(accept, "text/event-stream");
        if (HttpMethod.GET.equals(method)) {
            if (!takesEvents) {
                throw CallFailure.of(Reason.NOT_ACCEPTABLE, "a stream is had with Accept: text/event-stream");
            }
            return;
        }
        if (HttpMethod.DELETE.equals(method)) {
            return;
        }
        if (!HttpMethod.POST.equals(method)) {
            throw CallFailure.of(
                    Reason.METHOD_NOT_ALLOWED, "an MCP endpoint takes POST, and GET and DELETE in a legacy session");
        }
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw CallFailure.of(Reason.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json");
        }
        if (!takesEvents || !takes(accept, "application/json")) {
            throw CallFailure.of(
                    Reason.NOT_ACCEPTABLE, "an MCP client accepts both: Accept: application/json, text/event-stream");
        }
    }

    private static boolean takes(@Nullable String accept, String type) {
        return accept == null || accept.contains(type) || accept.contains("*/*");
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
    }

    static CallFailure tooLarge(int largest) {
        return CallFailure.of(Reason.PAYLOAD_TOO_LARGE, "the body is larger than " + largest + " bytes");
    }
}
