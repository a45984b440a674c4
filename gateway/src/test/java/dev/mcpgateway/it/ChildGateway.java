package dev.mcpgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.mcpgateway.GatewayApplication;

import static org.awaitility.Awaitility.await;

/** The real gateway in a process of its own, so that it can be killed. */
final class ChildGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String caller = Tokens.of("child", "reader");

    private ChildGateway(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * @param folder holds the two files, the spool, and the log
     * @param jvm options of its virtual machine
     * @param settings as on its command line, beside those every test needs
     */
    static ChildGateway start(Path folder, int port, List<String> jvm, String... settings) {
        Path log = folder.resolve("gateway.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                GatewayApplication.class.getName(),
                "--server.port=" + port,
                "--gateway.public-urls=http://localhost:" + port,
                "--gateway.config-dir=" + folder,
                "--jwt.secret-key=" + Tokens.SECRET,
                "--jwt.allowed-algorithms=HS256",
                "--jwt.issuer=" + Tokens.ISSUER,
                "--jwt.audience=" + Tokens.AUDIENCE,
                "--TOOL_GATEWAY_SHARED_SECRET=" + TestTool.SECRET,
                "--audit.spool-dir=" + folder.resolve("spool"),
                "--manage.port=0"));
        command.addAll(List.of(settings));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildGateway(process, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ChildGateway serving() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway ended; it said:\n" + Files.readString(log));
            }
            return get("/health", "").startsWith("{");
        });
        return this;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** What it has said so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** The most memory it ever had, of whatever kind, where the system tells. */
    String peakMemory() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /** Collects its garbage, so that whatever was lost track of is noticed. */
    void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (asked.waitFor() != 0) {
            throw new AssertionError("jcmd could not collect the gateway's garbage");
        }
    }

    /** At once, without a word: what {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    long pid() {
        return process.pid();
    }

    /** A call of the tool {@code exact_calculate}. */
    String call() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/calculator/mcp"))
                .header("Authorization", "Bearer " + caller)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\"exact_calculate\",\"arguments\":{}}}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    String get(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
        ended();
    }

    private void ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the gateway did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
