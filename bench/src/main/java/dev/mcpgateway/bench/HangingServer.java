package dev.mcpgateway.bench;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A tool server that takes every call and answers none. */
final class HangingServer implements AutoCloseable {
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> request.receive().then(Mono.never()))
            .bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port() + "/mcp";
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
