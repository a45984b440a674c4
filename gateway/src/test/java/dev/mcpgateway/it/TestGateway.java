package dev.mcpgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.mcpgateway.GatewayApplication;
import dev.mcpgateway.manage.ManagementServer;
import dev.mcpgateway.stores.junit.Stores;

/** The real gateway on a free port, in front of whatever servers a test names. */
final class TestGateway implements AutoCloseable {
    private final Path folder;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    TestGateway(Path folder, String tools, String policy, Stores stores, String... more) {
        this.folder = folder;
        write(tools, policy);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                // What a server sees in a test is what the test sent.
                "--definitions.read=false",
                "--manage.port=0",
                "--health.every=100ms",
                "--gateway.public-urls=http://localhost",
                "--gateway.config-dir=" + folder,
                "--jwt.secret-key=" + Tokens.SECRET,
                "--jwt.allowed-algorithms=HS256",
                "--jwt.issuer=" + Tokens.ISSUER,
                "--jwt.audience=" + Tokens.AUDIENCE,
                "--TOOL_GATEWAY_SHARED_SECRET=" + TestTool.SECRET,
                "--audit.spool-dir=" + folder.resolve("spool"),
                "--store.database-url=" + stores.databaseUrl(),
                "--store.redis-url=" + stores.redisUrl()));
        for (String own : more) {
            arguments.removeIf(any -> any.startsWith(own.substring(0, own.indexOf('=') + 1)));
            arguments.add(own);
        }
        context = new SpringApplicationBuilder(GatewayApplication.class).run(arguments.toArray(String[]::new));
    }

    void write(String tools, String policy) {
        try {
            Files.writeString(folder.resolve("tools.yaml"), tools);
            Files.writeString(folder.resolve("policy.yaml"), policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** A legacy call, the plainest there is: no session, no {@code _meta}. */
    HttpResponse<String> call(String token, String path, String tool, String arguments) {
        return post(
                token,
                path,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":" + arguments + "}}");
    }

    HttpResponse<String> post(String token, String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> get(String token, String path) {
        return send(
                request(path).header("Authorization", "Bearer " + token).GET().build());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpClient http() {
        return http;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** From the management port. */
    String managed(String path) {
        int port = context.getBean(ManagementServer.class).port();
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .GET()
                        .build())
                .body();
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
    }
}
