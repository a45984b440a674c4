package dev.mcpgateway.it;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Takes spans over OTLP, as a collector does. Reads just enough protobuf to tell what a span says. */
final class Collector implements AutoCloseable {
    /** One span: ids in hex, kinds as OTLP numbers them (2: server, 3: client), string attributes. */
    record Span(String trace, String id, String parent, String name, long kind, Map<String, String> attributes) {}

    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final DisposableServer server = HttpServer.create()
            .host("localhost")
            .port(0)
            .route(routes -> routes.post(
                    "/v1/traces",
                    (request, response) -> request.receive()
                            .aggregate()
                            .asByteArray()
                            .doOnNext(this::take)
                            .then(Mono.defer(() -> response.status(200).send().then()))))
            .bindNow(Duration.ofSeconds(5));

    String endpoint() {
        return "http://localhost:" + server.port();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(byte[] request) {
        for (byte[] ofResource : messages(request, 1)) {
            for (byte[] ofScope : messages(ofResource, 2)) {
                messages(ofScope, 2).forEach(span -> spans.add(span(span)));
            }
        }
    }

    private static Span span(byte[] bytes) {
        Map<String, String> attributes = new HashMap<>();
        for (byte[] attribute : messages(bytes, 9)) {
            messages(attribute, 2)
                    .forEach(value -> messages(value, 1)
                            .forEach(text ->
                                    attributes.put(text(attribute, 1), new String(text, StandardCharsets.UTF_8))));
        }
        return new Span(
                hex(bytes, 1), hex(bytes, 2), hex(bytes, 4), text(bytes, 5), number(bytes, 6), Map.copyOf(attributes));
    }

    private static String hex(byte[] message, int field) {
        return messages(message, field).stream()
                .findFirst()
                .map(HexFormat.of()::formatHex)
                .orElse("");
    }

    private static String text(byte[] message, int field) {
        return messages(message, field).stream()
                .findFirst()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static List<byte[]> messages(byte[] message, int wanted) {
        List<byte[]> found = new ArrayList<>();
        walk(message, (field, bytes, number) -> {
            if (field == wanted && bytes.length > 0) {
                found.add(bytes);
            }
        });
        return found;
    }

    private static long number(byte[] message, int wanted) {
        long[] found = {0};
        walk(message, (field, bytes, number) -> {
            if (field == wanted) {
                found[0] = number;
            }
        });
        return found[0];
    }

    private interface Field {
        void is(int field, byte[] bytes, long number);
    }

    private static void walk(byte[] message, Field each) {
        ByteArrayInputStream in = new ByteArrayInputStream(message);
        while (in.available() > 0) {
            long key = varint(in);
            int field = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> each.is(field, new byte[0], varint(in));
                case 1 -> in.skip(8);
                case 2 -> each.is(field, bytes(in, (int) varint(in)), 0);
                case 5 -> in.skip(4);
                default -> throw new IllegalStateException("not protobuf");
            }
        }
    }

    private static byte[] bytes(ByteArrayInputStream in, int count) {
        byte[] bytes = new byte[count];
        if (in.read(bytes, 0, count) != count && count > 0) {
            throw new IllegalStateException("cut off");
        }
        return bytes;
    }

    private static long varint(ByteArrayInputStream in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.read();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
