package dev.mcpgateway.server.contract;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.server.json.Json;

/** What came back for one POST: the status, and the messages in their order whether they came as JSON or as a stream. */
record Reply(int status, HttpResponse<String> http, List<JsonNode> messages) {
    static Reply of(HttpResponse<String> http) {
        String type = http.headers().firstValue("Content-Type").orElse("");
        List<JsonNode> messages = type.startsWith("text/event-stream")
                ? events(http.body())
                : http.body().isEmpty() ? List.of() : List.of(Json.MAPPER.readTree(http.body()));
        return new Reply(http.statusCode(), http, messages);
    }

    static List<JsonNode> events(String body) {
        return Stream.of(body.split("\n", -1))
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.MAPPER.readTree(line.substring("data: ".length())))
                .toList();
    }

    boolean streamed() {
        return http.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    JsonNode last() {
        if (messages.isEmpty()) {
            throw new AssertionError("The answer has no message: HTTP " + status);
        }
        return messages.get(messages.size() - 1);
    }

    JsonNode result() {
        JsonNode result = last().path("result");
        if (result.isMissingNode()) {
            throw new AssertionError("Expected a result, got HTTP " + status + " " + last());
        }
        return result;
    }

    int errorCode() {
        return last().path("error").path("code").asInt(0);
    }

    /** What a model would read. */
    String text() {
        return result().path("content").path(0).path("text").asString("");
    }
}
