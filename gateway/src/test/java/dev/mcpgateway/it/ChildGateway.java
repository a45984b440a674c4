package dev.mcpgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.mcpgateway.GatewayApplication;
import dev.mcpgateway.stores.LocalPostgres;

import static org.awaitility.Awaitility.await;

/** The real gateway in a process of its own, so that it can be killed. */
final class ChildGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path log;

    private ChildGateway(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** {@code folder} holds the two files, the spool, and the log. */
    static ChildGateway start(Path folder, int port, LocalPostgres postgres) {
        Path log = folder.resolve("gateway.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
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
                "--audit.seal-every=1s",
                "--manage.port=0",
                "--store.database-url=" + postgres.url()));
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

    ChildGateway serving() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway ended; it said:\n" + Files.readString(log));
            }
            return get("/health", "").startsWith("{");
        });
        return this;
    }

    /** At once, without a word: what {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    String get(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
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
