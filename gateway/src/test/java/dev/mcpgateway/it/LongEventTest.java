package dev.mcpgateway.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One event that is larger than all the memory of the gateway it passes. {@code checks/long-event} sends a gibibyte
 * through.
 */
class LongEventTest {
    private static final int PIECE = 64 * 1024;
    private static final long PIECES = Long.getLong("event.mib", 128) * 1024 * 1024 / PIECE;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final byte[] HEAD = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Pieces are cut from this, each at another place, so that one lost, doubled or out of order is noticed. */
    private static final ByteBuf LETTERS = letters(1 << 20);

    @TempDir
    Path folder;

    private final Seen sent = new Seen();
    private final Seen received = new Seen();
    private final AtomicLong sentAtFirstByte = new AtomicLong(-1);
    private final TestTool tool = TestTool.that((request, response) -> request.receive()
            .then(response.sse().send(event().doOnNext(sent::add)).then()));

    @AfterEach
    void stop() {
        tool.close();
    }

    @Test
    void anEventLargerThanTheGatewaysMemoryPassesUnchanged() throws IOException {
        Files.writeString(
                folder.resolve("tools.yaml"),
                "version: 1\nservers: { long: { url: \"" + tool.url()
                        + "\", trust: external, tools: { event: {} } } }\n");
        Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                roles: { reader: {} }
                rules: [ { id: all, to: [reader], allow: ["long/*"] } ]
                """);
        try (ChildGateway gateway = ChildGateway.start(
                        folder,
                        ChildGateway.freePort(),
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        // As somebody else's server that is asked nothing, the tool sends only what was called for.
                        "--definitions.read=false")
                .serving()) {
            long began = System.nanoTime();

            call(gateway).blockLast(PATIENCE);

            System.out.printf(
                    "one event of %d MiB in %.1f s; the gateway's memory was never more than %s%n",
                    received.count.get() >> 20, (System.nanoTime() - began) / 1e9, gateway.peakMemory());
            assertThat(received.count.get()).isEqualTo(HEAD.length + PIECES * PIECE + END.length);
            assertThat(received.digest()).isEqualTo(sent.digest());
            assertThat(sentAtFirstByte.get()).isLessThan(PIECES * PIECE / 2);
        }
    }

    private Flux<ByteBuf> call(ChildGateway gateway) {
        return HttpClient.create()
                .disableRetry(true)
                .headers(headers -> headers.set("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                        .set("Content-Type", "application/json")
                        .set("Accept", "application/json, text/event-stream"))
                .post()
                .uri(gateway.uri("/long/mcp"))
                .send(ByteBufFlux.fromString(Mono.just(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"event\"}}")))
                .response((response, body) -> body.doOnNext(bytes -> {
                    sentAtFirstByte.compareAndSet(-1, sent.count.get());
                    received.add(bytes);
                }));
    }

    /** Made only when it is asked for: what nobody reads is never there. */
    private static Flux<ByteBuf> event() {
        return Flux.concat(
                Mono.fromSupplier(() -> Unpooled.wrappedBuffer(HEAD)),
                Flux.range(0, Math.toIntExact(PIECES)).map(LongEventTest::piece),
                Mono.fromSupplier(() -> Unpooled.wrappedBuffer(END)));
    }

    private static ByteBuf piece(int number) {
        return LETTERS.retainedSlice(number * 7_919 % (LETTERS.capacity() - PIECE), PIECE);
    }

    private static ByteBuf letters(int length) {
        ByteBuf letters = Unpooled.directBuffer(length, length);
        new Random(length).ints(length, 'a', 'z' + 1).forEach(letters::writeByte);
        return Unpooled.unreleasableBuffer(letters);
    }

    /** How many bytes passed here, and which. Written by one event loop, read when all is over. */
    private static final class Seen {
        private final AtomicLong count = new AtomicLong();
        private final CRC32C checksum = new CRC32C();

        void add(ByteBuf bytes) {
            count.addAndGet(bytes.readableBytes());
            checksum.update(bytes.nioBuffer());
        }

        long digest() {
            return checksum.getValue();
        }
    }
}
