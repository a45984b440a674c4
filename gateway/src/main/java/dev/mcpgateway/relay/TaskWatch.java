package dev.mcpgateway.relay;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Sees whether a server answers with a task, and has its owner noted before the client learns its id. The bytes pass as
 * they came.
 */
final class TaskWatch implements Edit {
    private static final int LARGEST = 64 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final Function<String, Mono<Void>> onTask;

    TaskWatch(Function<String, Mono<Void>> onTask) {
        this.onTask = onTask;
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    /** What begins a task is small. */
    @Override
    public boolean isOwedToEveryMessage() {
        return false;
    }

    @Override
    public Mono<byte[]> apply(byte[] message) {
        String taskId = taskId(message);
        return taskId == null ? Mono.just(message) : onTask.apply(taskId).thenReturn(message);
    }

    private static @Nullable String taskId(byte[] message) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), message, 0, message.length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? inMessage(parser) : null;
        } catch (JacksonException e) {
            // Not ours to judge: the client gets the answer as it is.
            return null;
        }
    }

    private static @Nullable String inMessage(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isResult = parser.currentName().equals("result");
            if (parser.nextToken() == JsonToken.START_OBJECT && isResult) {
                return inResult(parser);
            }
            parser.skipChildren();
        }
        return null;
    }

    /** {@code result.taskId} in the modern extension, {@code result.task.taskId} in 2025-11-25. */
    private static @Nullable String inResult(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("taskId") && value == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            if (key.equals("task") && value == JsonToken.START_OBJECT) {
                return inResult(parser);
            }
            parser.skipChildren();
        }
        return null;
    }
}
