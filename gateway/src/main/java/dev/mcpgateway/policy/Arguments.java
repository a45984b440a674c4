package dev.mcpgateway.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.config.ArgumentTest;

/**
 * The arguments of a use: bytes, until a rule that matches otherwise asks about one of them. Where a tool might read
 * something else than we do, the answer is {@link Truth#UNCLEAR}.
 */
public final class Arguments {
    /** Not said yet: any arguments are possible. */
    public static final Arguments OPEN = new Arguments(ByteBuffer.allocate(0), Range.NONE, Truth.UNCLEAR);

    /** Of a use that takes none, such as reading a resource. */
    static final Arguments NONE = new Arguments(ByteBuffer.allocate(0), Range.NONE, Truth.NO);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Whether a condition on arguments holds. */
    enum Truth {
        YES,
        NO,
        UNCLEAR
    }

    private final ByteBuffer body;
    private final Range range;
    private final Truth ofLeftOut;
    private @Nullable JsonNode tree;
    private boolean unreadable;

    /**
     * @param ofLeftOut what an argument that is not there answers. Where a tool was called it is unclear: what the tool
     *     takes instead, only the tool knows, and for a limit it is often no limit at all
     */
    private Arguments(ByteBuffer body, Range range, Truth ofLeftOut) {
        this.body = body;
        this.range = range;
        this.ofLeftOut = ofLeftOut;
    }

    public static Arguments of(ByteBuffer body, Range range) {
        return new Arguments(body, range, Truth.UNCLEAR);
    }

    /** Arguments that came by another way than in a call. */
    public static Arguments of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return of(ByteBuffer.wrap(bytes), new Range(0, bytes.length));
    }

    Truth answer(Iterable<ArgumentTest> tests) {
        Truth all = Truth.YES;
        for (ArgumentTest test : tests) {
            Truth one = answer(test);
            if (one == Truth.NO) {
                return Truth.NO;
            }
            if (one == Truth.UNCLEAR) {
                all = Truth.UNCLEAR;
            }
        }
        return all;
    }

    /** The pointers of those tests that could say no if their argument were given. */
    List<String> leftOut(List<ArgumentTest> tests) {
        return tests.stream()
                .filter(test -> test.absent().isEmpty() && isLeftOut(test))
                .map(ArgumentTest::pointer)
                .toList();
    }

    private boolean isLeftOut(ArgumentTest test) {
        JsonNode here = tree();
        for (String name : test.path()) {
            here = step(here, name);
        }
        return !unreadable && isLeftOut(here);
    }

    private static boolean isLeftOut(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private Truth answer(ArgumentTest test) {
        JsonNode here = tree();
        if (unreadable) {
            return Truth.UNCLEAR;
        }
        for (String name : test.path()) {
            if (here.isObject() && hasOtherSpelling(here, name)) {
                return Truth.UNCLEAR;
            }
            if (here.isValueNode() && !here.isNull()) {
                // The rule expects something deeper; a tool may unwrap what it finds.
                return Truth.UNCLEAR;
            }
            here = step(here, name);
        }
        return isLeftOut(here)
                ? test.absent().map(ArgumentAnswers::truth).orElse(ofLeftOut)
                : ArgumentAnswers.answer(test, here);
    }

    private static JsonNode step(JsonNode from, String name) {
        if (!from.isArray()) {
            return from.path(name);
        }
        boolean index = !name.isEmpty() && name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return index ? from.path(Integer.parseInt(name)) : MissingNode.getInstance();
    }

    /** Not every tool tells {@code Pages} from {@code pages}. */
    private static boolean hasOtherSpelling(JsonNode object, String name) {
        for (String key : object.propertyNames()) {
            if (key.equalsIgnoreCase(name) && !key.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode tree() {
        JsonNode known = tree;
        if (known != null) {
            return known;
        }
        tree = range.length() == 0 ? JSON.createObjectNode() : parse();
        return tree;
    }

    private JsonNode parse() {
        byte[] bytes = new byte[range.length()];
        body.duplicate().position(range.from()).get(bytes);
        try {
            JsonNode parsed = JSON.readTree(bytes);
            unreadable = !parsed.isObject() && !parsed.isNull();
            return parsed;
        } catch (JacksonException e) {
            // A key that stands twice, for one: which of the two a tool takes cannot be known.
            unreadable = true;
            return MissingNode.getInstance();
        }
    }
}
