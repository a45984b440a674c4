package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.upstream.Room.Place;

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

    /** Whether the next call to this server would be turned away, whatever it asks for. */
    public boolean isFull(ServerSpec server) {
        Room known = rooms.get(server.name());
        return known != null && known.isFull(server.maxConcurrent());
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        return call.tool()
                .filter(tool -> tool.maxConcurrent() < call.server().maxConcurrent())
                .map(tool -> enter(call.server(), tool))
                .orElseGet(() -> server(call.server()).map(place -> outcome -> place.giveBack()));
    }

    private Mono<Exit> enter(ServerSpec server, ServerSpec.Tool tool) {
        return enter(room(server.name() + "/" + tool.name()), "tool '" + tool.name() + "'", tool.maxConcurrent())
                .flatMap(ofTool -> server(server)
                        .doOnError(full -> ofTool.giveBack())
                        .doOnCancel(ofTool::giveBack)
                        .map(ofServer -> outcome -> {
                            ofServer.giveBack();
                            ofTool.giveBack();
                        }));
    }

    private Mono<Place> server(ServerSpec server) {
        return enter(room(server.name()), "server '" + server.name() + "'", server.maxConcurrent());
    }

    private Mono<Place> enter(Room room, String what, int most) {
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
