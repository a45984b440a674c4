package dev.mcpgateway.auth;

import java.text.Normalizer;
import java.text.ParseException;
import java.util.Base64;

import com.nimbusds.jwt.SignedJWT;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import static dev.mcpgateway.auth.TokenVerifier.refused;

/**
 * Reads a token only if it can be read in one way: one spelling of its base64, each claim once. A lenient reader beside a
 * strict one is how a token comes to mean two things.
 */
final class StrictToken {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NAME = 256;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(32)
                    .build())
            .build();

    private StrictToken() {}

    static SignedJWT parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw refused("the token is not a signed JWT");
        }
        checkJson(decode(parts[0]));
        checkJson(decode(parts[1]));
        decode(parts[2]);
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("the token is not a signed JWT");
        }
    }

    /** A name becomes part of keys, headers and log lines: short, visible, and written in one way only. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.strip().length() == text.length()
                && text.codePoints().allMatch(StrictToken::isVisible)
                && Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (!part.isEmpty()
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words as for another spelling.
        }
        throw refused("the token is not a signed JWT");
    }

    private static void checkJson(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] <= 0) {
                throw refused("the token is not a signed JWT");
            }
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, 0, json.length)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
        } catch (JacksonException e) {
            throw refused("the token's JSON cannot be read, or says something twice");
        }
    }
}
