package dev.mcpgateway.edge;

import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/** Single values of a message, within their limits. */
public final class Words {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_ID = 256;

    private Words() {}

    /** What names something, be it a tool or a version. */
    public static String name(JsonParser parser, JsonToken value, String key) {
        return text(parser, value, key, LONGEST_NAME);
    }

    static String text(JsonParser parser, JsonToken value, String key, int longest) {
        if (value != JsonToken.VALUE_STRING) {
            throw refused(key, "must be a string");
        }
        String text = parser.getString();
        if (text.length() > longest) {
            throw refused(key, "is longer than " + longest + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            // It becomes part of log lines and keys, where a line break would make two of one.
            if (Character.isISOControl(text.charAt(i))) {
                throw refused(key, "holds control characters");
            }
        }
        return text;
    }

    /** The JSON of an id, as the client wrote it. */
    static String id(JsonParser parser, JsonToken value, byte[] body) {
        boolean usable = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        if (!usable || to - from > LONGEST_ID) {
            throw refused("id", "must be a string or a whole number, of at most " + LONGEST_ID + " characters");
        }
        return new String(body, from, to - from, StandardCharsets.UTF_8).strip();
    }

    private static CallFailure refused(String key, String why) {
        return CallFailure.of(Reason.INVALID_REQUEST, "\"" + key + "\" " + why);
    }
}
