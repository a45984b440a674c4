package dev.mcpgateway.bench.soak;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The same mixture of calls at the same pace, whatever becomes of them. */
final class Traffic implements AutoCloseable {
    private static final int PER_SECOND = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SHOWN = 300;
    private static final Pattern REASON = Pattern.compile("\"reason\":\"(\\w+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final URI gateway;
    private final List<String> users;
    private final Ledger ledger;
    private final List<Kind> mixture = Kind.mixture(new Random(1));
    private long next;
    private volatile boolean paused = true;

    Traffic(URI gateway, List<String> users, Ledger ledger) {
        this.gateway = gateway;
        this.users = users;
        this.ledger = ledger;
        var unused = clock.scheduleAtFixedRate(this::tick, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
    }

    void flow(boolean isWanted) {
        paused = !isWanted;
    }

    private void tick() {
        if (!paused) {
            Kind kind = mixture.get((int) (next % mixture.size()));
            String user = users.get((int) (next % users.size()));
            next++;
            send(kind, user);
        }
    }

    private void send(Kind kind, String user) {
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .headers(kind.message().headers().toArray(String[]::new))
                .header("Authorization", "Bearer " + user)
                .POST(BodyPublishers.ofString(kind.message().body()))
                .build();
        BodyHandler<String> body = kind == Kind.CANCELLED ? head -> new FirstEvent() : BodyHandlers.ofString();
        long from = System.nanoTime();
        ledger.begun(kind);
        var unused = http.sendAsync(request, body)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((answer, broken) -> over(kind, from, answer, broken));
    }

    private void over(Kind kind, long from, @Nullable HttpResponse<String> answer, @Nullable Throwable broken) {
        String text = answer == null ? causeOf(broken) : answer.body();
        if (answer != null && answer.statusCode() == 200 && kind.isGood(text)) {
            ledger.good(kind, from);
            return;
        }
        String shown = text.substring(Math.max(0, text.length() - SHOWN)).strip();
        ledger.failed(new Ledger.Failure(kind, reason(answer, text, broken), from, System.nanoTime(), shown));
    }

    private static String reason(@Nullable HttpResponse<String> answer, String text, @Nullable Throwable broken) {
        Matcher reason = REASON.matcher(text);
        if (reason.find()) {
            return reason.group(1);
        }
        if (answer != null) {
            return answer.statusCode() == 200 ? "not_the_answer" : "http_" + answer.statusCode();
        }
        return broken instanceof TimeoutException ? "no_answer" : "broken_off";
    }

    private static String causeOf(@Nullable Throwable broken) {
        Throwable cause = broken instanceof CompletionException wrapped ? wrapped.getCause() : broken;
        return String.valueOf(cause);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
