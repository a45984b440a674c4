package dev.mcpgateway.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.mcpgateway.call.CallFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies changed at random, by a seed that is in the test's name. Whatever is taken must mean the same to every parser:
 * to one that takes the first of two keys, to one that takes the last, and to one that ignores their case.
 */
class EnvelopeFuzzTest {
    private static final int BODIES = 20_000;
    private static final String[] SEEDS = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"arguments\":{\"name\":\"x\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"resources/read\",\"params\":{\"uri\":\"a://b\",\"name\":\"c\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"method\":\"x\"}}",
    };
    private static final String[] PIECES = {
        "\"method\":\"tools/list\",",
        "\"Method\":\"x\",",
        "\"meth\\u006fd\":\"x\",",
        "\"name\":\"z\",",
        "\"NAME\":\"z\",",
        "\"params\":{},",
        "\"id\":9,",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        " ",
        "\u0000",
        "\uFEFF",
        "null",
        "1e9",
        "\"uri\":\"z\",",
        "\"_meta\":{},",
        "/*",
        "\"ur\u0131\":1,"
    };

    private final Envelope envelope = new Envelope();

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_261_121})
    void whatIsTakenMeansTheSameToEveryParser(long seed) {
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = changed(SEEDS[i % SEEDS.length], random).getBytes(StandardCharsets.UTF_8);
            Envelope.Content content;
            try {
                content = envelope.read(body);
            } catch (CallFailure refused) {
                continue;
            }
            taken++;
            List<Entry> top = entries(body, "");
            List<Entry> params = entries(body, "params");
            assertSaid(top, "method", content.method().orElse(null), body);
            assertSaid(params, "name", content.name().orElse(null), body);
            assertSaid(params, "uri", content.uri().orElse(null), body);
        }
        // A fuzz run in which nothing gets through proves nothing.
        assertThat(taken).isGreaterThan(BODIES / 50);
    }

    private static String changed(String body, Random random) {
        StringBuilder text = new StringBuilder(body);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
                default ->
                    text.insert(text.indexOf("{", random.nextInt(2) * 20) + 1, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    private static void assertSaid(List<Entry> entries, String key, @Nullable String read, byte[] body) {
        List<Entry> meant = entries.stream()
                .filter(entry -> entry.key.equalsIgnoreCase(key))
                .toList();
        assertThat(meant).as(new String(body, StandardCharsets.UTF_8)).hasSize(read == null ? 0 : 1);
        assertThat(meant).allSatisfy(entry -> assertThat(entry.value).isEqualTo(read));
    }

    private record Entry(String key, String value) {}

    /** All entries of the top object, or of the object under {@code inside}, in their order and with what comes twice. */
    private static List<Entry> entries(byte[] body, String inside) {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (inside.isEmpty()) {
                    entries.add(new Entry(key, value.isScalarValue() ? parser.getString() : ""));
                } else if (key.equalsIgnoreCase(inside) && value == JsonToken.START_OBJECT) {
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        String name = parser.currentName();
                        JsonToken inner = parser.nextToken();
                        entries.add(new Entry(name, inner.isScalarValue() ? parser.getString() : ""));
                        parser.skipChildren();
                    }
                    continue;
                }
                parser.skipChildren();
            }
        }
        return entries;
    }
}
