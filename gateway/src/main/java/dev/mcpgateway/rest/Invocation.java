package dev.mcpgateway.rest;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.edge.Words;

/**
 * The body of {@code POST /mcp/invoke}.
 *
 * @param tool {@code exact_calculate}, or {@code calculator/exact_calculate}
 * @param arguments the JSON as it was written: the tool reads the same digits as the caller wrote
 */
record Invocation(String tool, String arguments) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String EXPECTED = "send {\"tool_name\": \"calculator/exact_calculate\", \"arguments\": {…}}";

    static Invocation read(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            return read(body, parser);
        } catch (JacksonException e) {
            throw CallFailure.of(Reason.PARSE_ERROR, "the body is not JSON; " + EXPECTED);
        }
    }

    private static Invocation read(byte[] body, JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw CallFailure.of(Reason.INVALID_REQUEST, EXPECTED);
        }
        @Nullable String tool = null;
        String arguments = "{}";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("tool_name") && value == JsonToken.VALUE_STRING) {
                tool = Words.name(parser, value, key);
            } else if (key.equals("arguments") && value == JsonToken.START_OBJECT) {
                int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                int to = Math.toIntExact(parser.currentLocation().getByteOffset());
                arguments = new String(body, from, to - from, StandardCharsets.UTF_8);
            } else {
                throw CallFailure.of(Reason.INVALID_REQUEST, EXPECTED);
            }
        }
        if (tool == null || parser.nextToken() != null) {
            throw CallFailure.of(Reason.INVALID_REQUEST, EXPECTED);
        }
        return new Invocation(tool, arguments);
    }
}
