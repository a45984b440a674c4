package dev.mcpgateway.manage;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.health.Health;

/** Serves the management port. It is up before the gateway's own and goes down after it, so that both are watched. */
@Component
public final class ManagementServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ManageSettings settings;
    private final PrometheusMeterRegistry meters;
    private final Health health;
    private final JsonMapper json;
    private volatile @Nullable DisposableServer server;

    ManagementServer(ManageSettings settings, PrometheusMeterRegistry meters, Health health, JsonMapper json) {
        this.settings = settings;
        this.meters = meters;
        this.health = health;
        this.json = json;
    }

    @Override
    public void start() {
        DisposableServer bound = HttpServer.create()
                .bindAddress(() -> new InetSocketAddress(settings.address(), settings.port()))
                .idleTimeout(Duration.ofSeconds(60))
                .route(this::routes)
                .bindNow(PATIENCE);
        log.info("Metrics and health are at http://{}:{}", settings.address(), bound.port());
        server = bound;
    }

    private void routes(HttpServerRoutes routes) {
        routes.get(
                "/metrics",
                (request, response) -> response.header(HttpHeaderNames.CONTENT_TYPE, PROMETHEUS_TEXT)
                        .sendString(scrape()));
        routes.get("/health", (request, response) -> json(response, 200, health.report()));
        routes.get("/health/live", (request, response) -> json(response, 200, Map.of("status", "up")));
        routes.get("/health/ready", (request, response) -> {
            boolean ready = health.isReady();
            return json(response, ready ? 200 : 503, Map.of("ready", ready));
        });
    }

    private Publisher<Void> json(HttpServerResponse response, int status, Object body) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendString(Mono.just(json.writeValueAsString(body)));
    }

    /** Reading every meter and writing some hundred lines is too much for an event loop. */
    private Mono<String> scrape() {
        return Mono.fromCallable(() -> meters.scrape(PROMETHEUS_TEXT)).subscribeOn(Schedulers.boundedElastic());
    }

    /** The port it listens on. */
    public int port() {
        DisposableServer bound = server;
        return bound == null ? settings.port() : bound.port();
    }

    @Override
    public void stop() {
        DisposableServer bound = server;
        if (bound != null) {
            bound.disposeNow(PATIENCE);
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Stops before the event loops it listens with. */
    @Override
    public int getPhase() {
        return 2;
    }
}
