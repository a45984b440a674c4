package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A tool server far cheaper than any proxy: it reads the whole request and sends a fixed answer. It must read: a
 * server that answers early makes clients give up the connection.
 */
public final class CheapUpstream {
    private static final int ANSWER_BYTES = 285;

    private CheapUpstream() {}

    /** @param args the port on loopback, and which {@link CallKind} it answers if not {@code json} */
    public static void main(String[] args) {
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle(
                        switch (args.length == 1 ? CallKind.JSON : CallKind.of(args[1])) {
                            case JSON -> always(answer());
                            case SSE -> new EventAnswer()::answer;
                            case MIX -> new AgentAnswers()::answer;
                        })
                .bindNow()
                .onDispose()
                .block();
    }

    private static BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> always(byte[] answer) {
        ByteBuf shared = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(answer.length).writeBytes(answer).asReadOnly());
        return (request, response) -> request.receive()
                .then(Mono.defer(() -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.length))
                        .send(Mono.fromSupplier(shared::duplicate))
                        .then()));
    }

    /** The answer as every contestant must hand it over, byte for byte. */
    static byte[] answer() {
        String head =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\","
                        + "\"text\":\"";
        String tail = "\"}],\"structuredContent\":{\"value\":\"0.3\",\"exact\":true},\"isError\":false}}";
        String text = "0.1 + 0.2 = 0.3 exactly; ";
        int room = ANSWER_BYTES - head.length() - tail.length();
        String filled = text.repeat(room / text.length() + 1).substring(0, room);
        return (head + filled + tail).getBytes(StandardCharsets.US_ASCII);
    }
}
