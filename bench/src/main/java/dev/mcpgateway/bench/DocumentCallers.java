package dev.mcpgateway.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Each asks for a document of some twenty pages, and for the next one when it has it. */
final class DocumentCallers implements AutoCloseable {
    static final int CALLERS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHAPTER = "## A chapter\\n\\n"
            + "Some words to fill the page with, **bold** and *slanted*, and a [link](https://example.org). ".repeat(25)
            + "\\n\\n| Name | Value |\\n|---|--:|\\n" + "| row | 12.50 |\\n".repeat(12) + "\\n";
    private static final String BODY =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"document_generate\","
                    + "\"arguments\":{\"format\":\"pdf\",\"title\":\"Bench\",\"content\":\"" + CHAPTER.repeat(28)
                    + "\"}}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong made = new AtomicLong();
    private final CompletableFuture<?> all;
    private volatile boolean over;

    DocumentCallers(int gatewayPort, List<String> tokens) {
        all = CompletableFuture.allOf(tokens.stream()
                .limit(CALLERS)
                .map(token -> HttpRequest.newBuilder(URI.create("http://localhost:" + gatewayPort + "/documents/mcp"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(BODY))
                        .build())
                .map(this::next)
                .toArray(CompletableFuture[]::new));
    }

    /** How many documents came so far. */
    long made() {
        return made.get();
    }

    private CompletableFuture<Void> next(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString()).thenCompose(answer -> {
            check(answer);
            made.incrementAndGet();
            return over ? CompletableFuture.completedFuture(null) : next(request);
        });
    }

    private static void check(HttpResponse<String> answer) {
        if (!answer.body().contains("\"sha256\"")) {
            throw new IllegalStateException("no document: "
                    + answer.body().substring(0, Math.min(300, answer.body().length())));
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        over = true;
        all.join();
    }
}
