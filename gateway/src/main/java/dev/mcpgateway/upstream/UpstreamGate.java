package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;

/** Keeps a server, and each of its tools, from more calls at a time than tools.yaml gives it. */
@Component
public final class UpstreamGate implements Gate {
    private static final Duration HINT = Duration.ofMillis(200);

    /** Keys are names from tools.yaml, never from a client. */
    private final ConcurrentMap<String, AtomicInteger> running = new ConcurrentHashMap<>();

    @Override
    public Pipeline at() {
        return Pipeline.UPSTREAM;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        ServerSpec server = call.server();
        Optional<ServerSpec.Tool> tool = call.tool();
        AtomicInteger ofServer = counter(server.name());
        if (!take(ofServer, server.maxConcurrent())) {
            return Mono.error(full("server '" + server.name() + "'", server.maxConcurrent()));
        }
        if (tool.isEmpty() || tool.get().maxConcurrent() >= server.maxConcurrent()) {
            return Mono.just(new Room(ofServer, Optional.empty()));
        }
        AtomicInteger ofTool = counter(server.name() + "/" + tool.get().name());
        if (!take(ofTool, tool.get().maxConcurrent())) {
            ofServer.decrementAndGet();
            return Mono.error(
                    full("tool '" + tool.get().name() + "'", tool.get().maxConcurrent()));
        }
        return Mono.just(new Room(ofServer, Optional.of(ofTool)));
    }

    private AtomicInteger counter(String name) {
        return running.computeIfAbsent(name, any -> new AtomicInteger());
    }

    private static boolean take(AtomicInteger counter, int most) {
        if (counter.incrementAndGet() <= most) {
            return true;
        }
        counter.decrementAndGet();
        return false;
    }

    private static CallFailure full(String what, int most) {
        return CallFailure.retryable(Reason.OVERLOADED, what + " already runs " + most + " calls; try again", HINT);
    }

    /** A place at the server, given back once. */
    private static final class Room implements Exit {
        private final AtomicInteger ofServer;
        private final Optional<AtomicInteger> ofTool;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Room(AtomicInteger ofServer, Optional<AtomicInteger> ofTool) {
            this.ofServer = ofServer;
            this.ofTool = ofTool;
        }

        @Override
        public void close(Outcome outcome) {
            if (held.compareAndSet(true, false)) {
                ofServer.decrementAndGet();
                ofTool.ifPresent(AtomicInteger::decrementAndGet);
            }
        }
    }
}
