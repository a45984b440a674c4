package dev.mcpgateway.bench;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Takes whatever spans it is sent, and looks at none. */
final class TraceCollector implements AutoCloseable {
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) ->
                    request.receive().then().thenEmpty(response.status(200).send()))
            .bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
