package dev.mcpgateway.manage;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
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
import reactor.netty.http.server.HttpServerRoutes;

/** Serves the management port. It is up before the gateway's own and goes down after it, so that both are watched. */
@Component
public final class ManagementServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ManageSettings settings;
    private final PrometheusMeterRegistry meters;
    private volatile @Nullable DisposableServer server;

    ManagementServer(ManageSettings settings, PrometheusMeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
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

    @Override
    public int getPhase() {
        return 0;
    }
}
