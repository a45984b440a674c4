package dev.mcpgateway.edge;

import java.util.List;

import tools.jackson.core.JsonParser;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * The keys of one JSON object, watched for a second spelling of one that we decide by: twice, with escapes, in other
 * case. Some tool's parser would read such a body otherwise than we do.
 */
final class Keys {
    private final List<String> decided;
    private final byte[] body;
    private final boolean mayHoldEscapes;
    private int seen;

    /** @param mayHoldEscapes there is a backslash somewhere in {@code body} */
    Keys(List<String> decided, byte[] body, boolean mayHoldEscapes) {
        this.decided = decided;
        this.body = body;
        this.mayHoldEscapes = mayHoldEscapes;
    }

    /** The key the parser stands on. */
    String at(JsonParser parser) {
        String key = parser.currentName();
        for (int i = 0; i < decided.size(); i++) {
            String known = decided.get(i);
            if (known.equals(key)) {
                if ((seen & 1 << i) != 0) {
                    throw refused(known, "stands twice");
                }
                seen |= 1 << i;
                if (mayHoldEscapes && !isSpeltPlainly(known, parser)) {
                    throw refused(known, "must be written without escapes");
                }
                return known;
            }
            if (known.equalsIgnoreCase(key)) {
                throw refused(known, "must be written exactly so");
            }
        }
        return key;
    }

    private boolean isSpeltPlainly(String key, JsonParser parser) {
        int at = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
        if (at + key.length() >= body.length || body[at + key.length()] != '"') {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (body[at + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static CallFailure refused(String key, String why) {
        return CallFailure.of(Reason.INVALID_REQUEST, "\"" + key + "\" " + why);
    }
}
