package dev.mcpgateway.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.util.ResourceLeakDetector;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Clients that mean harm, byte by byte over raw sockets: each is cut off by its own limit, and others are still served. */
class AbuseTest {
    private static final String POLICY =
            "version: 1\nroles: { reader: {} }\nrules: [ { id: all, to: [reader], allow: [\"odd/*\"] } ]\n";
    private static final AtomicBoolean STREAM_CLOSED = new AtomicBoolean();
    private static final String EVENT = "data: " + "x".repeat(16_000) + "\n\n";
    private static final String LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"t\",\"description\":\""
                    + "x".repeat(3_500_000) + "\"}]}}";

    @TempDir
    static Path folder;

    private static TestTool odd;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        odd = TestTool.that((request, response) -> request.receive()
                .aggregate()
                .asString()
                .flatMap(body -> body.contains("flood")
                        ? response.sse()
                                .sendString(
                                        Flux.just(body.contains("tiny") ? "data: " + "x".repeat(100) + "\n\n" : EVENT)
                                                .repeat()
                                                .doOnCancel(() -> STREAM_CLOSED.set(true)))
                                .then()
                                .doFinally(end -> STREAM_CLOSED.set(true))
                        : response.header("Content-Type", "application/json")
                                .sendString(Mono.just(
                                        body.contains("tools/list")
                                                ? LIST
                                                : "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
                                .then()));
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { odd: { url: \"" + odd.url() + "\", tools: { \"*\": {} } } }\n",
                POLICY,
                new Stores("", ""),
                "--gateway.max-body-bytes=65536",
                "--protection.max-connections=60",
                "--protection.slowest-headers=1s",
                "--protection.slowest-body=1s",
                "--protection.longest-stall=1s",
                // A flood may starve the tool in this process of two probes, and it would be left alone for that.
                "--health.every=1h");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        odd.close();
    }

    /** Or what follows would prove nothing about leaks: in production nobody looks for them. */
    @Test
    void theSearchForLeaksIsOnWhereItIsAskedFor() {
        assertThat(ResourceLeakDetector.getLevel().name())
                .isEqualToIgnoringCase(System.getProperty("io.netty.leakDetection.level", "disabled"));
    }

    @AfterEach
    void othersAreStillServed() {
        assertThat(gateway.call(Tokens.of("ada", "reader"), "/odd/mcp", "plain", "{}")
                        .body())
                .contains("result");
    }

    @Test
    void headersThatTrickleAreCutOff() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /odd/mcp HTTP/1.1\r\nHost: localhost\r\n");

            assertThat(closesWhileTrickling(socket, "X-A: b\r\n")).isTrue();
        }
    }

    @Test
    void aBodyThatTricklesIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head("Content-Length: 50000"));

            assertThat(closesWhileTrickling(socket, " ")).isTrue();
        }
    }

    @Test
    void aHundredThousandHeadersAreRefused() throws IOException {
        try (Socket socket = connect()) {
            String answer = answerTo(socket, "GET /me HTTP/1.1\r\nHost: localhost\r\n" + "a: b\r\n".repeat(100_000));

            assertThat(answer).matches("(?s)HTTP/1.1 (413|431) .*|");
        }
    }

    @Test
    void moreHeadersThanAnybodyNeedsAreRefusedByNumber() throws IOException {
        try (Socket socket = connect()) {
            String answer = answerTo(
                    socket,
                    "GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "a: b\r\n".repeat(150) + "\r\n");

            assertThat(answer).startsWith("HTTP/1.1 431").contains("headers_too_large");
        }
    }

    @Test
    void anEndlessChunkIsCutOffAtTheBodysLimit() throws IOException {
        try (Socket socket = connect()) {
            String answer =
                    answerTo(socket, head("Transfer-Encoding: chunked") + "7fffffff\r\n" + " ".repeat(5_000_000));

            assertThat(answer).matches("(?s)HTTP/1.1 413 .*|");
        }
    }

    @Test
    void aChunkWhoseSizeNeverEndsIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            String answer = answerTo(socket, head("Transfer-Encoding: chunked") + "1;" + "a".repeat(1_000_000));

            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*|");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flood", "flood of tiny events"})
    void aReaderThatTakesNothingIsCutOffAndItsToolToo(String tool) throws IOException {
        STREAM_CLOSED.set(false);
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            send(socket, head("Content-Length: " + body.length()) + body);

            await().atMost(Duration.ofSeconds(20)).untilTrue(STREAM_CLOSED);
            // Reset, not ended: nothing waits in the kernel for a client that would perhaps never take it.
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    /** A list leaves in one write, of which the channel calls nothing gone until all of it is. */
    @Test
    void aReaderThatIsSlowButTakesSomeGetsAllOfALargeAnswer() throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(65_536);
            socket.setSoTimeout(20_000);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            send(socket, head("Content-Length: " + body.length()) + body);

            AtomicLong taken = new AtomicLong();
            // For several times as long as a client may take nothing.
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        int length = socket.getInputStream().read(new byte[65_536]);
                        assertThat(length).as("after %s bytes", taken).isPositive();
                        return taken.addAndGet(length) > LIST.length();
                    });
        }
    }

    @Test
    void aConnectionTooManyIsClosedAtOnceAndRoomComesBack() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                sockets.add(connect());
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sockets.stream().filter(AbuseTest::isClosed).count() >= 20);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.get("", "/health").statusCode() == 200);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String head(String more) {
        return "POST /odd/mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("eve", "reader")
                + "\r\nContent-Type: application/json\r\n" + more + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** One piece every 100 ms, until the gateway has had enough. */
    private static boolean closesWhileTrickling(Socket socket, String piece) {
        long began = System.nanoTime();
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    try {
                        send(socket, piece);
                        return isClosed(socket);
                    } catch (SocketException e) {
                        return true;
                    }
                });
        return Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(10)) < 0;
    }

    /** Everything the gateway says until it closes; nothing where it only closed. */
    private static String answerTo(Socket socket, String request) throws IOException {
        OutputStream out = socket.getOutputStream();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                out.write(request.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                // Cut off while it was still talking: what we came to see.
            }
        });
        String answer;
        try {
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            answer = "";
        }
        sending.orTimeout(20, TimeUnit.SECONDS).join();
        return answer;
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read(new byte[8_192]) < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
