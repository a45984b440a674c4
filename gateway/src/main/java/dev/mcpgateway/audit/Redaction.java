package dev.mcpgateway.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Copies JSON without what stands at some places, and no further than to a limit. In doubt a value is left out: names
 * are compared without their case, and where a path should go deeper and finds text or a list instead, all of it goes.
 */
final class Redaction {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] LEFT_OUT = "\"[redacted]\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CUT = "…".getBytes(StandardCharsets.UTF_8);
    private static final String ANY = "*";

    private final byte[] json;
    private final JsonParser parser;
    private final int most;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int copied;

    private Redaction(byte[] json, JsonParser parser, int most) {
        this.json = json;
        this.parser = parser;
        this.most = most;
    }

    /** At most {@code most} bytes, and a sign that there was more. */
    static byte[] of(byte[] json, List<List<String>> paths, int most) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, 0, json.length)) {
            return new Redaction(json, parser, most).copy(paths);
        } catch (JacksonException e) {
            // What cannot be read cannot be redacted.
            return LEFT_OUT.clone();
        }
    }

    private byte[] copy(List<List<String>> paths) {
        if (!paths.isEmpty()) {
            parser.nextToken();
            value(paths, 0);
        }
        if (!isFull()) {
            copyTo(json.length);
        }
        byte[] whole = out.toByteArray();
        return whole.length <= most ? whole : cut(whole);
    }

    /** @param paths those that lead here, {@code depth} names ago */
    private void value(List<List<String>> paths, int depth) {
        boolean isNamed = paths.stream().anyMatch(path -> path.size() == depth);
        JsonToken token = parser.currentToken();
        if (paths.isEmpty()) {
            parser.skipChildren();
        } else if (isNamed || token.isScalarValue() || (token == JsonToken.START_ARRAY && !areIndexes(paths, depth))) {
            leaveOut();
        } else if (token == JsonToken.START_OBJECT) {
            while (!isFull() && parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                value(through(paths, depth, name), depth + 1);
            }
        } else {
            for (int i = 0; !isFull() && parser.nextToken() != JsonToken.END_ARRAY; i++) {
                value(through(paths, depth, Integer.toString(i)), depth + 1);
            }
        }
    }

    private static List<List<String>> through(List<List<String>> paths, int depth, String name) {
        return paths.stream()
                .filter(path -> path.get(depth).equals(ANY) || path.get(depth).equalsIgnoreCase(name))
                .toList();
    }

    private static boolean areIndexes(List<List<String>> paths, int depth) {
        return paths.stream()
                .map(path -> path.get(depth))
                .allMatch(name -> name.equals(ANY) || name.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private void leaveOut() {
        copyTo(Math.toIntExact(parser.currentTokenLocation().getByteOffset()));
        parser.finishToken();
        parser.skipChildren();
        copied = Math.toIntExact(parser.currentLocation().getByteOffset());
        out.writeBytes(LEFT_OUT);
    }

    private void copyTo(int end) {
        out.write(json, copied, Math.min(end - copied, most + 1));
        copied = end;
    }

    private boolean isFull() {
        return out.size() > most;
    }

    /** Not inside a character. */
    private byte[] cut(byte[] whole) {
        int end = most - CUT.length;
        while (end > 0 && (whole[end] & 0xC0) == 0x80) {
            end--;
        }
        ByteArrayOutputStream cut = new ByteArrayOutputStream(most);
        cut.write(whole, 0, Math.max(0, end));
        cut.writeBytes(CUT);
        return cut.toByteArray();
    }
}
