package dev.mcpgateway.server.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

import dev.mcpgateway.server.message.Caller;

/**
 * Legacy calls that {@code notifications/cancelled} can stop. A request id is unique only within its session, so the key says
 * whose it is; where two calls claim one key the second cannot be cancelled this way.
 */
final class RunningCalls {
    private final Map<Key, Runnable> running = new ConcurrentHashMap<>();

    Disposable add(Caller caller, JsonNode id, Runnable cancel) {
        Key key = Key.of(caller, id);
        return running.putIfAbsent(key, cancel) == null ? () -> running.remove(key, cancel) : () -> {};
    }

    void cancel(Caller caller, JsonNode id) {
        Runnable cancel = running.get(Key.of(caller, id));
        if (cancel != null) {
            cancel.run();
        }
    }

    private record Key(Optional<String> user, Optional<String> tenant, Optional<String> session, JsonNode id) {
        static Key of(Caller caller, JsonNode id) {
            return new Key(caller.userId(), caller.tenantId(), caller.session(), id);
        }
    }
}
