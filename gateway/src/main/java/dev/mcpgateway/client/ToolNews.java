package dev.mcpgateway.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.Origin;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;

/**
 * Hears from servers that their tools are others now: one stream to each that offers it. A stream that ends is opened
 * again, the later the shorter it lasted.
 */
@Component
final class ToolNews {
    private static final Logger log = LoggerFactory.getLogger(ToolNews.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final McpClient client;
    private final InstantSource clock;
    private final Map<String, Ear> ears = new HashMap<>();

    ToolNews(McpClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Ear(ServerSpec server, Disposable stream) {}

    /**
     * Listens to the servers of {@code plan} and to no others.
     *
     * @param news is given a server's name when it began to listen there, since what was before it has missed, and at
     *     every change
     */
    synchronized void listen(Plan plan, Consumer<String> news) {
        ears.values().removeIf(ear -> {
            boolean isOver =
                    !ear.server().equals(plan.servers().get(ear.server().name()));
            if (isOver) {
                ear.stream().dispose();
            }
            return isOver;
        });
        for (ServerSpec server : plan.servers().values()) {
            if (!ears.containsKey(server.name())) {
                ears.put(server.name(), new Ear(server, follow(plan, server, news)));
            }
        }
    }

    synchronized void stop() {
        ears.values().forEach(ear -> ear.stream().dispose());
        ears.clear();
    }

    private Disposable follow(Plan plan, ServerSpec server, Consumer<String> news) {
        Pauses pauses = new Pauses();
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    pauses.begin(now);
                    Origin origin = new Origin("news-" + server.name(), now, System.nanoTime(), "local", "definitions");
                    return client.listen(plan, server, origin, () -> news.accept(server.name()));
                })
                .onErrorResume(e -> {
                    log.debug("'{}' tells no more of its tools: {}", server.name(), e.getMessage());
                    return Mono.empty();
                })
                .repeatWhen(ends -> ends.concatMap(end -> Mono.delay(pauses.next(clock.instant())), 1))
                .subscribe();
    }

    /** How long to wait before the next stream. One that lasted begins the count anew. */
    private static final class Pauses {
        private Instant began = Instant.EPOCH;
        private Duration next = SHORTEST_PAUSE;

        void begin(Instant now) {
            began = now;
        }

        Duration next(Instant now) {
            Duration pause = now.isAfter(began.plus(LONGEST_PAUSE)) ? SHORTEST_PAUSE : next;
            Duration doubled = pause.multipliedBy(2);
            next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            return pause;
        }
    }
}
