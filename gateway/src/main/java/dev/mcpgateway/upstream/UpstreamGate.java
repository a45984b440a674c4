package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/**
 * Keeps a server, and each of its tools, from more calls at a time than tools.yaml gives it. The tool's room comes
 * first, so that calls waiting for a slow tool take no room from the others.
 */
@Component
public final class UpstreamGate implements Gate {
    private static final Duration HINT = Duration.ofMillis(200);

    private final UpstreamSettings settings;

    /** Keys are names from tools.yaml, never from a client. */
    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

    UpstreamGate(UpstreamSettings settings) {
        this.settings = settings;
    }

    @Override
    public Pipeline at() {
        return Pipeline.UPSTREAM;
    }

    /**
     * Whether a method has to wait where a server is full. Calls that are in there may wait for just this: an answer of
     * their client, word that it gave up, the end of the session.
     */
    public static boolean needsRoom(McpMethod method) {
        return method != McpMethod.RESPONSE
                && method != McpMethod.SESSION_END
                && method.kind() != McpMethod.Kind.NOTIFICATION;
    }

    /** Whether the next call to this server that needs room would be turned away. */
    public boolean isFull(ServerSpec server) {
        Room known = rooms.get(server.name());
        return known != null && known.isFull(server.maxConcurrent());
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        if (!needsRoom(call.message().method())) {
            return Exit.LET_IN;
        }
        return call.tool()
                .filter(tool -> tool.maxConcurrent() < call.server().maxConcurrent())
                .map(tool -> enter(call.server(), tool))
                .orElseGet(() -> server(call.server()));
    }

    private Mono<Exit> enter(ServerSpec server, ServerSpec.Tool tool) {
        return enter(room(server.name() + "/" + tool.name()), "tool '" + tool.name() + "'", tool.maxConcurrent())
                .flatMap(ofTool -> server(server)
                        .doOnError(full -> ofTool.close(new Outcome.Cancelled()))
                        .doOnCancel(() -> ofTool.close(new Outcome.Cancelled()))
                        .map(ofServer -> outcome -> {
                            ofServer.close(outcome);
                            ofTool.close(outcome);
                        }));
    }

    private Mono<Exit> server(ServerSpec server) {
        return enter(room(server.name()), "server '" + server.name() + "'", server.maxConcurrent());
    }

    private Mono<Exit> enter(Room room, String what, int most) {
        return room.enter(most, settings.queueWait(), () -> full(what, most));
    }

    private Room room(String name) {
        Room known = rooms.get(name);
        return known != null ? known : rooms.computeIfAbsent(name, any -> new Room(settings.queue()));
    }

    public static CallFailure full(String what, int most) {
        return CallFailure.retryable(Reason.OVERLOADED, what + " already runs " + most + " calls; try again", HINT);
    }
}
