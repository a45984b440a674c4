package dev.mcpgateway.edge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.trace.TraceParent;
import dev.mcpgateway.wire.MetaKeys;

/**
 * Reads one JSON-RPC message in one pass, without a tree. Strict where a tool could read the same bytes otherwise: a
 * key that we decide by must come once, spelt exactly so.
 */
final class MessageReader {
    private static final int LONGEST_URI = 4_096;
    private static final int MOST_WATCHED = 1_000;

    private static final List<String> TOP = List.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final List<String> PARAMS = List.of(
            "name", "arguments", "_meta", "uri", "taskId", "ref", "notifications", "task", "clientInfo", "requestId");
    private static final List<String> META = List.of(
            MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES, MetaKeys.CLIENT_INFO, MetaKeys.PROGRESS_TOKEN);
    private static final List<String> REF = List.of("type", "name", "uri");
    private static final List<String> LISTEN = List.of("resourceSubscriptions");
    private static final List<String> CLIENT = List.of("name", "version");
    private static final List<String> CAPABILITIES = List.of("extensions");
    private static final List<String> EXTENSIONS = List.of(MetaKeys.TASKS_EXTENSION);

    private final byte[] body;
    private final JsonParser parser;
    private final boolean mayHoldEscapes;
    private @Nullable String id;
    private @Nullable String version;
    private @Nullable String method;
    private @Nullable String name;
    private @Nullable String uri;
    private @Nullable String taskId;
    private Envelope.@Nullable Ref ref;
    private List<String> watched = List.of();
    private Range arguments = Range.NONE;
    private @Nullable String client;
    private @Nullable String metaVersion;
    private boolean saysCapabilities;
    private boolean takesTasks;
    private @Nullable String traceparent;
    private boolean isResponse;

    MessageReader(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
        this.mayHoldEscapes = holdsBackslash(body);
    }

    Envelope.Content read() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw CallFailure.of(Reason.PARSE_ERROR, "the body is empty");
        }
        if (first == JsonToken.START_ARRAY) {
            throw invalid("batches are not taken; send one message at a time");
        }
        if (first != JsonToken.START_OBJECT) {
            throw invalid("a JSON-RPC message is an object");
        }
        Keys keys = keys(TOP);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            top(keys.at(parser));
        }
        if (parser.nextToken() != null) {
            throw CallFailure.of(Reason.PARSE_ERROR, "there is more after the message");
        }
        if (!"2.0".equals(version)) {
            throw invalid("\"jsonrpc\" must be \"2.0\"");
        }
        if (isResponse ? method != null || id == null : method == null) {
            throw invalid("a message is a request or notification with a \"method\", or a response with the \"id\" it"
                    + " answers");
        }
        return new Envelope.Content(
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                Optional.ofNullable(id),
                Optional.ofNullable(method),
                Optional.ofNullable(name),
                Optional.ofNullable(uri),
                Optional.ofNullable(taskId),
                Optional.ofNullable(ref),
                watched,
                arguments,
                Optional.ofNullable(client),
                Optional.ofNullable(metaVersion),
                saysCapabilities,
                takesTasks,
                Optional.ofNullable(traceparent));
    }

    private void top(String key) {
        JsonToken value = parser.nextToken();
        switch (key) {
            case "jsonrpc" -> version = Words.name(parser, value, key);
            case "method" -> method = Words.name(parser, value, key);
            case "id" -> id = Words.id(parser, value, body);
            case "params" -> {
                Keys keys = inside(value, key, PARAMS);
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    param(keys.at(parser));
                }
            }
            case "result", "error" -> {
                isResponse = true;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void param(String key) {
        JsonToken value = parser.nextToken();
        switch (key) {
            case "name" -> name = Words.name(parser, value, key);
            case "uri" -> uri = Words.text(parser, value, key, LONGEST_URI);
            case "taskId" -> taskId = Words.name(parser, value, key);
            case "ref" -> ref = ref(value);
            case "notifications" -> listened(value);
            case "task" -> {
                takesTasks = true;
                parser.skipChildren();
            }
            case "arguments" -> {
                int from = offset(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                arguments = new Range(from, offset(parser.currentLocation().getByteOffset()));
            }
            case "clientInfo" -> clientInfo(value);
            case "_meta" -> {
                Keys keys = inside(value, key, META);
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    meta(keys.at(parser));
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void meta(String key) {
        JsonToken value = parser.nextToken();
        switch (key) {
            case MetaKeys.PROTOCOL_VERSION -> metaVersion = Words.name(parser, value, key);
            case MetaKeys.CLIENT_INFO -> clientInfo(value);
            case MetaKeys.CLIENT_CAPABILITIES -> {
                saysCapabilities = value == JsonToken.START_OBJECT;
                capabilities(value);
            }
            case TraceParent.NAME -> {
                // Whatever else stands there travels on, and is nothing to refuse a call for.
                traceparent = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void capabilities(JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        Keys keys = keys(CAPABILITIES);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean extensions = keys.at(parser).equals("extensions");
            if (parser.nextToken() == JsonToken.START_OBJECT && extensions) {
                Keys names = keys(EXTENSIONS);
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    takesTasks |= names.at(parser).equals(MetaKeys.TASKS_EXTENSION);
                    parser.nextToken();
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private Envelope.Ref ref(JsonToken value) {
        Keys keys = inside(value, "ref", REF);
        String type = "";
        Optional<String> refName = Optional.empty();
        Optional<String> refUri = Optional.empty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = keys.at(parser);
            JsonToken part = parser.nextToken();
            switch (key) {
                case "type" -> type = Words.name(parser, part, key);
                case "name" -> refName = Optional.of(Words.name(parser, part, key));
                case "uri" -> refUri = Optional.of(Words.text(parser, part, key, LONGEST_URI));
                default -> parser.skipChildren();
            }
        }
        return new Envelope.Ref(type, refName, refUri);
    }

    private void listened(JsonToken value) {
        Keys keys = inside(value, "notifications", LISTEN);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = keys.at(parser);
            JsonToken part = parser.nextToken();
            if (!key.equals("resourceSubscriptions")) {
                parser.skipChildren();
            } else if (part != JsonToken.START_ARRAY) {
                throw invalid("\"resourceSubscriptions\" must be an array");
            } else {
                watched = uris();
            }
        }
    }

    private List<String> uris() {
        List<String> uris = new ArrayList<>();
        for (JsonToken part = parser.nextToken(); part != JsonToken.END_ARRAY; part = parser.nextToken()) {
            if (uris.size() == MOST_WATCHED) {
                throw invalid("\"resourceSubscriptions\" names more than " + MOST_WATCHED + " resources");
            }
            uris.add(Words.text(parser, part, "resourceSubscriptions", LONGEST_URI));
        }
        return uris;
    }

    private void clientInfo(JsonToken value) {
        Keys keys = inside(value, "clientInfo", CLIENT);
        String clientName = "";
        String clientVersion = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = keys.at(parser);
            JsonToken part = parser.nextToken();
            if (part == JsonToken.VALUE_STRING && key.equals("name")) {
                clientName = Words.name(parser, part, key);
            } else if (part == JsonToken.VALUE_STRING && key.equals("version")) {
                clientVersion = Words.name(parser, part, key);
            } else {
                parser.skipChildren();
            }
        }
        client = clientName + "/" + clientVersion;
    }

    private Keys inside(JsonToken value, String key, List<String> decided) {
        if (value != JsonToken.START_OBJECT) {
            throw invalid("\"" + key + "\" must be an object");
        }
        return keys(decided);
    }

    private Keys keys(List<String> decided) {
        return new Keys(decided, body, mayHoldEscapes);
    }

    private static boolean holdsBackslash(byte[] body) {
        for (byte b : body) {
            if (b == '\\') {
                return true;
            }
        }
        return false;
    }

    private static int offset(long fromStart) {
        return Math.toIntExact(fromStart);
    }

    private static CallFailure invalid(String why) {
        return CallFailure.of(Reason.INVALID_REQUEST, why);
    }
}
