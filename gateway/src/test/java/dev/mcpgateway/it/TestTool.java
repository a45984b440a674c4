package dev.mcpgateway.it;

import java.time.Duration;
import java.util.function.BiFunction;

import org.reactivestreams.Publisher;
import org.springframework.context.ConfigurableApplicationContext;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.calculator.CalculatorApplication;
import dev.mcpgateway.server.boot.McpServer;

/** Servers behind the gateway: the real calculator, and one that misbehaves as a test wants. */
final class TestTool implements AutoCloseable {
    static final String SECRET = "the-secret-of-the-tools-in-these-tests";

    private final int port;
    private final Runnable stop;

    private TestTool(int port, Runnable stop) {
        this.port = port;
        this.stop = stop;
    }

    static TestTool calculator() {
        ConfigurableApplicationContext context = McpServer.start(
                CalculatorApplication.class,
                "--server.port=0",
                "--spring.config.name=none",
                "--TOOL_GATEWAY_SECRET=" + SECRET);
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        return new TestTool(port, context::close);
    }

    static TestTool that(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answers) {
        return at(0, answers);
    }

    static TestTool at(int port, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answers) {
        DisposableServer server =
                HttpServer.create().host("localhost").port(port).handle(answers).bindNow(Duration.ofSeconds(10));
        return new TestTool(server.port(), () -> server.disposeNow(Duration.ofSeconds(5)));
    }

    int port() {
        return port;
    }

    String url() {
        return "http://localhost:" + port + "/mcp";
    }

    @Override
    public void close() {
        stop.run();
    }
}
