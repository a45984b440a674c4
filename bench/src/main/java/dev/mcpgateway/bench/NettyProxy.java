package dev.mcpgateway.bench;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The least a proxy on our own foundation can be: a server and a client of Reactor Netty and nothing between them, once
 * with bodies sent whole and once as they come. What it costs is the floor under every gateway built on it.
 */
public final class NettyProxy {
    static final String WHOLE = "whole";
    static final String STREAMED = "streamed";

    private final HttpClient.RequestSender upstream;

    private NettyProxy(String url) {
        upstream = HttpClient.create().disableRetry(true).post().uri(url);
    }

    /** @param args the port on loopback, the upstream, and {@value #WHOLE} or {@value #STREAMED} */
    public static void main(String[] args) {
        NettyProxy proxy = new NettyProxy(args[1] + "/mcp");
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle(args[2].equals(WHOLE) ? proxy::whole : proxy::streamed)
                .bindNow()
                .onDispose()
                .block();
    }

    private Mono<Void> whole(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .flatMap(body -> upstream.send((sent, out) -> {
                            sent.header(HttpHeaderNames.CONTENT_TYPE, "application/json");
                            return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
                        })
                        .responseSingle((answer, bytes) -> response.header(
                                        HttpHeaderNames.CONTENT_TYPE,
                                        answer.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE))
                                .send(bytes.retain())
                                .then()));
    }

    private Mono<Void> streamed(HttpServerRequest request, HttpServerResponse response) {
        return upstream.send((sent, out) -> {
                    sent.headers(request.requestHeaders());
                    return out.send(request.receive().retain());
                })
                .response((answer, body) -> response.headers(answer.responseHeaders())
                        .send(body.retain())
                        .then())
                .then();
    }
}
