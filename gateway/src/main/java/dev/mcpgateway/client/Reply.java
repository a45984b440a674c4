package dev.mcpgateway.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.upstream.Answer.Shape;
import dev.mcpgateway.upstream.Passage.WholeAnswer;

/** What a server said to a question of ours. Small and read whole: nothing here is on the way of a client's call. */
record Reply(JsonNode message) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The response in an answer, be it the body or an event among others. */
    static Reply in(WholeAnswer answer) {
        byte[] body = new byte[answer.body().remaining()];
        answer.body().duplicate().get(body);
        if (answer.shape() != Shape.EVENTS) {
            return new Reply(parsed(new String(body, StandardCharsets.UTF_8)));
        }
        for (String data : new EventReader(body.length).next(body)) {
            Reply reply = new Reply(parsed(data));
            if (reply.isResponse()) {
                return reply;
            }
        }
        throw invalid("ended its answer without a response", null);
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw invalid("answered no JSON", e);
        }
    }

    private boolean isResponse() {
        return message.has("id") && (message.has("result") || message.has("error"));
    }

    /** Whether a server that answers so to being opened tells when its tools change. */
    boolean tellsOfTools() {
        return message.path("result")
                .path("capabilities")
                .path("tools")
                .path("listChanged")
                .asBoolean(false);
    }

    boolean hasResult() {
        return message.path("result").isObject();
    }

    /** The result; or the server's refusal as a failure. */
    JsonNode result() {
        if (hasResult()) {
            return message.path("result");
        }
        JsonNode error = message.path("error");
        if (!error.isObject()) {
            throw invalid("answered neither a result nor an error", null);
        }
        throw CallFailure.of(
                        error.path("code").asInt(0) == -32602 ? Reason.INVALID_PARAMS : Reason.UPSTREAM_INVALID,
                        "the server refused: " + error.path("message").asString("without a reason"))
                .with("rpcCode", error.path("code").asInt(0));
    }

    private static CallFailure invalid(String what, @Nullable Throwable cause) {
        CallFailure failure = CallFailure.of(Reason.UPSTREAM_INVALID, "the server " + what);
        return cause == null ? failure : failure.causedBy(cause);
    }
}
