package dev.mcpgateway.server.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The author's application on a free port, with the contract's own probes beside the author's tools. */
final class ContractServer implements AutoCloseable {
    static final String SECRET = "contract-secret";
    static final int MAX_CALLS = 6;
    static final int MAX_BODY = 1 << 20;

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private ContractServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static ContractServer start(Class<?> application, String... settings) {
        String[] ours = {
            "--server.port=0",
            "--TOOL_GATEWAY_SECRET=" + SECRET,
            "--mcp.server.max-concurrent-calls=" + MAX_CALLS,
            "--mcp.server.max-body=1MB",
            "--mcp.server.workers=2",
            "--mcp.server.worker-queue=2",
            "--mcp.server.keep-alive=300ms"
        };
        String[] all = Stream.of(ours, settings).flatMap(Stream::of).toArray(String[]::new);
        return new ContractServer(new SpringApplicationBuilder(application, Probes.class)
                .main(application)
                .bannerMode(Banner.Mode.OFF)
                .run(all));
    }

    URI at(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    Reply send(Request request) {
        return send(request.http(at("/mcp")));
    }

    Reply send(HttpRequest request) {
        try {
            return Reply.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("The server broke off: " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** To be cancelled or awaited; a client of its own, so that hanging up closes a connection nobody else uses. */
    CompletableFuture<HttpResponse<String>> begin(Request request) {
        return HttpClient.newHttpClient().sendAsync(request.http(at("/mcp")), HttpResponse.BodyHandlers.ofString());
    }

    /** The body as it arrives; closing it hangs up. */
    InputStream open(Request request) {
        try {
            return HttpClient.newHttpClient()
                    .send(request.http(at("/mcp")), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException e) {
            throw new AssertionError("The server broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    Probes probes() {
        return context.getBean(Probes.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
