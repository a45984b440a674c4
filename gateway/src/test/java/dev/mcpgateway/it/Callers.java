package dev.mcpgateway.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that call without a pause, and remember every answer they got by its request id. */
final class Callers implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    Callers(int number, int port) {
        URI uri = URI.create("http://localhost:" + port + "/calculator/sse");
        for (int i = 0; i < number; i++) {
            // Every fourth may not: a refusal is an answer, too.
            String token = Tokens.of("caller-" + i, i % 4 == 3 ? "stranger" : "reader");
            Thread thread = new Thread(() -> call(uri, token), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    List<String> answered() {
        return List.copyOf(answered);
    }

    /** Calls that were made and never answered: what became of them, only the record can say. */
    int unanswered() {
        return unanswered.get();
    }

    private void call(URI uri, String token) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"exact_calculate\",\"arguments\":" + SUM + "}}"))
                .build();
        while (!stopping) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                answered.add(answer.headers().firstValue("X-Request-ID").orElseThrow());
            } catch (IOException e) {
                // Nobody is there, or somebody was and is no more.
                unanswered.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(20).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
