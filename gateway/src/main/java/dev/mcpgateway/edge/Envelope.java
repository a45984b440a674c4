package dev.mcpgateway.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.wire.MetaKeys;

/**
 * Reads one JSON-RPC message in one pass, without a tree. Strict where a tool could read the same bytes otherwise: a
 * key that we decide by must come once, spelt exactly so.
 */
final class Envelope {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_URI = 4_096;
    private static final int LONGEST_ID = 256;

    private static final Set<String> TOP = Set.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final Set<String> PARAMS =
            Set.of("name", "uri", "ref", "taskId", "requestId", "arguments", "_meta", "clientInfo");
    private static final Set<String> META = Set.of(
            MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES, MetaKeys.CLIENT_INFO, MetaKeys.PROGRESS_TOKEN);

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(16 * 1024)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    /** What the bytes say, before anything is compared with the headers. */
    record Content(
            ByteBuffer body,
            Optional<String> id,
            String method,
            Optional<String> name,
            Optional<String> uri,
            Range arguments,
            Optional<String> client,
            Optional<String> metaVersion,
            boolean saysCapabilities) {}

    Content read(byte[] body) {
        refuseOtherEncodings(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            return new Reading(body, parser).message();
        } catch (JacksonException e) {
            throw CallFailure.of(Reason.PARSE_ERROR, "the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** A parser that guesses the encoding would see another message than one that does not. */
    private static void refuseOtherEncodings(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] <= 0) {
                throw CallFailure.of(Reason.PARSE_ERROR, "the body must be UTF-8 JSON without a byte order mark");
            }
        }
    }

    /** One message being read. */
    private static final class Reading {
        private final byte[] body;
        private final JsonParser parser;
        private @Nullable String id;
        private @Nullable String version;
        private @Nullable String method;
        private @Nullable String name;
        private @Nullable String uri;
        private Range arguments = Range.NONE;
        private @Nullable String client;
        private @Nullable String metaVersion;
        private boolean saysCapabilities;
        private boolean isResponse;

        Reading(byte[] body, JsonParser parser) {
            this.body = body;
            this.parser = parser;
        }

        Content message() {
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
            Keys keys = new Keys(TOP);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                top(keys.next(this));
            }
            if (parser.nextToken() != null) {
                throw CallFailure.of(Reason.PARSE_ERROR, "there is more after the message");
            }
            if (!"2.0".equals(version)) {
                throw invalid("\"jsonrpc\" must be \"2.0\"");
            }
            if (isResponse) {
                throw invalid("responses are not taken: no server behind this gateway has asked anything");
            }
            if (method == null) {
                throw invalid("\"method\" is missing");
            }
            return new Content(
                    ByteBuffer.wrap(body).asReadOnlyBuffer(),
                    Optional.ofNullable(id),
                    method,
                    Optional.ofNullable(name),
                    Optional.ofNullable(uri),
                    arguments,
                    Optional.ofNullable(client),
                    Optional.ofNullable(metaVersion),
                    saysCapabilities);
        }

        private void top(String key) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "jsonrpc" -> version = text(value, key, LONGEST_NAME);
                case "method" -> method = text(value, key, LONGEST_NAME);
                case "id" -> id = id(value);
                case "params" -> {
                    if (value != JsonToken.START_OBJECT) {
                        throw invalid("\"params\" must be an object");
                    }
                    Keys keys = new Keys(PARAMS);
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        param(keys.next(this));
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
                case "name" -> name = text(value, key, LONGEST_NAME);
                case "uri" -> uri = text(value, key, LONGEST_URI);
                case "arguments" -> {
                    int from = offset(parser.currentTokenLocation().getByteOffset());
                    parser.skipChildren();
                    arguments = new Range(from, offset(parser.currentLocation().getByteOffset()));
                }
                case "clientInfo" -> clientInfo(value);
                case "_meta" -> {
                    if (value != JsonToken.START_OBJECT) {
                        throw invalid("\"_meta\" must be an object");
                    }
                    Keys keys = new Keys(META);
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        meta(keys.next(this));
                    }
                }
                default -> parser.skipChildren();
            }
        }

        private void meta(String key) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case MetaKeys.PROTOCOL_VERSION -> metaVersion = text(value, key, LONGEST_NAME);
                case MetaKeys.CLIENT_INFO -> clientInfo(value);
                case MetaKeys.CLIENT_CAPABILITIES -> {
                    saysCapabilities = value == JsonToken.START_OBJECT;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }

        private void clientInfo(JsonToken value) {
            if (value != JsonToken.START_OBJECT) {
                throw invalid("\"clientInfo\" must be an object");
            }
            String clientName = "";
            String clientVersion = "";
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken part = parser.nextToken();
                if (part == JsonToken.VALUE_STRING && key.equals("name")) {
                    clientName = text(part, key, LONGEST_NAME);
                } else if (part == JsonToken.VALUE_STRING && key.equals("version")) {
                    clientVersion = text(part, key, LONGEST_NAME);
                } else {
                    parser.skipChildren();
                }
            }
            client = clientName + "/" + clientVersion;
        }

        private String id(JsonToken value) {
            boolean usable = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
            int from = offset(parser.currentTokenLocation().getByteOffset());
            parser.finishToken();
            int to = offset(parser.currentLocation().getByteOffset());
            if (!usable || to - from > LONGEST_ID) {
                throw invalid("\"id\" must be a string or a whole number, of at most " + LONGEST_ID + " characters");
            }
            return new String(body, from, to - from, StandardCharsets.UTF_8).strip();
        }

        private String text(JsonToken value, String key, int longest) {
            if (value != JsonToken.VALUE_STRING) {
                throw invalid("\"" + key + "\" must be a string");
            }
            String text = parser.getString();
            if (text.length() > longest) {
                throw invalid("\"" + key + "\" is longer than " + longest + " characters");
            }
            // It becomes part of log lines and keys, where a line break would make two of one.
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw invalid("\"" + key + "\" holds control characters");
            }
            return text;
        }

        private int offset(long fromStart) {
            return Math.toIntExact(fromStart);
        }
    }

    /** The keys of one object, watched for a second spelling of one that we decide by. */
    private static final class Keys {
        private final Set<String> decided;
        private final Set<String> seen = new HashSet<>();

        Keys(Set<String> decided) {
            this.decided = decided;
        }

        String next(Reading reading) {
            String key = reading.parser.currentName();
            if (decided.contains(key)) {
                if (!seen.add(key)) {
                    throw invalid("\"" + key + "\" stands twice");
                }
                if (!isSpeltPlainly(key, reading)) {
                    throw invalid("\"" + key + "\" must be written without escapes");
                }
            } else {
                for (String known : decided) {
                    if (known.equalsIgnoreCase(key)) {
                        throw invalid("\"" + known + "\" must be written exactly so");
                    }
                }
            }
            return key;
        }

        private static boolean isSpeltPlainly(String key, Reading reading) {
            int at = reading.offset(reading.parser.currentTokenLocation().getByteOffset()) + 1;
            if (at + key.length() >= reading.body.length || reading.body[at + key.length()] != '"') {
                return false;
            }
            for (int i = 0; i < key.length(); i++) {
                if (reading.body[at + i] != key.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static CallFailure invalid(String why) {
        return CallFailure.of(Reason.INVALID_REQUEST, why);
    }
}
