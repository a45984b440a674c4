package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What {@link StreamTool} says of itself.
 *
 * @param connections of clients, whether they carry a stream or not
 * @param skipped events it could not send in time because the one before was still not taken
 */
public record ToolState(int connections, int streams, long skipped) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static ToolState at(int port) {
        String[] figures = ask(HttpRequest.newBuilder(uri(port, "/state"))).split(" ", -1);
        return new ToolState(Integer.parseInt(figures[0]), Integer.parseInt(figures[1]), Long.parseLong(figures[2]));
    }

    /** Every stream that was begun up to now and has no end ends with its next turn. */
    static void finish(int port) {
        ask(HttpRequest.newBuilder(uri(port, "/finish")).POST(BodyPublishers.noBody()));
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String ask(HttpRequest.Builder question) {
        try {
            return HTTP.send(question.timeout(PATIENCE).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException("the tool cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
