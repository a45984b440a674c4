package dev.mcpgateway.server.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.Caller;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.MetaKeys;

/** One call under way: what the tool says on the way goes into the sink, as long as the reader keeps up. */
final class ToolCall implements ToolContext {
    private final McpRequest request;
    private final Caller caller;
    private final FluxSink<Frame> sink;
    private final Workers workers;
    private final Semaphore room;
    private final Optional<Level> loudness;
    private double furthest = Double.NEGATIVE_INFINITY;

    ToolCall(McpRequest request, Caller caller, FluxSink<Frame> sink, Workers workers, Semaphore room) {
        this.request = request;
        this.caller = caller;
        this.sink = sink;
        this.workers = workers;
        this.room = room;
        this.loudness = loudness(request);
    }

    /**
     * Modern requests say what they want to hear. Legacy ones set it per session; a server without sessions sends what the
     * protocol lets it send unasked: information and worse.
     *
     * @throws RpcError when the level is none of MCP's
     */
    static Optional<Level> loudness(McpRequest request) {
        if (!request.modern()) {
            return Optional.of(Level.INFO);
        }
        JsonNode wanted = request.meta().path(MetaKeys.LOG_LEVEL);
        return wanted.isMissingNode() ? Optional.empty() : Optional.of(level(wanted));
    }

    static Level level(JsonNode name) {
        for (Level level : Level.values()) {
            if (wire(level).equals(name.asString(""))) {
                return level;
            }
        }
        throw RpcError.invalidParams("'" + name.asString("") + "' is no log level");
    }

    @Override
    public void progress(double done, double total, String message) {
        progress(done, (Double) total, message);
    }

    @Override
    public void progress(double done, String message) {
        progress(done, null, message);
    }

    private synchronized void progress(double done, @Nullable Double total, String message) {
        if (done <= furthest || request.progressToken().isEmpty()) {
            return;
        }
        furthest = done;
        ObjectNode params = Json.object();
        params.set(MetaKeys.PROGRESS_TOKEN, request.progressToken().orElseThrow());
        params.put("progress", done);
        if (total != null) {
            params.put("total", total);
        }
        emit(Frame.notification("notifications/progress", params.put("message", message)));
    }

    @Override
    public void log(Level level, String message) {
        if (loudness.filter(least -> level.compareTo(least) >= 0).isPresent()) {
            emit(Frame.notification(
                    "notifications/message",
                    Json.object()
                            .put("level", wire(level))
                            .put("logger", request.params().path("name").asString(""))
                            .put("data", message)));
        }
    }

    private void emit(Frame notification) {
        if (room.tryAcquire()) {
            sink.next(notification);
        }
    }

    private static String wire(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> userId() {
        return caller.userId();
    }

    @Override
    public Optional<String> tenantId() {
        return caller.tenantId();
    }

    @Override
    public String requestId() {
        return caller.requestId();
    }

    @Override
    public boolean cancelled() {
        return sink.isCancelled() || Thread.currentThread().isInterrupted();
    }

    @Override
    public <T> Mono<T> compute(Callable<T> work) {
        return workers.run(work);
    }
}
