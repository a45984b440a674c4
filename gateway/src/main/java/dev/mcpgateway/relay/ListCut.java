package dev.mcpgateway.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.Reason;

/**
 * Cuts out of a list what the caller may not use. Byte ranges of the original are left out and nothing is written anew:
 * order, paging, and fields that nobody here has heard of stay as they are. Only {@code cacheScope} changes, since what
 * one caller sees must not be shown to the next.
 */
final class ListCut implements Edit {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] PRIVATE = "\"private\"".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Shown> lists;
    private final boolean areAmongOthers;
    private final Facts facts;

    /**
     * What one caller sees of one list.
     *
     * @param list its key in the result
     * @param nameKey the key of an item's name
     */
    record Shown(String list, String nameKey, Predicate<String> isVisible) {}

    private ListCut(List<Shown> lists, boolean areAmongOthers, Facts facts) {
        this.lists = lists.stream().collect(Collectors.toUnmodifiableMap(Shown::list, Function.identity()));
        this.areAmongOthers = areAmongOthers;
        this.facts = facts;
    }

    /**
     * For the answer to a question after this list.
     *
     * @param facts where it is noted how much was hidden
     */
    static ListCut of(Shown list, Facts facts) {
        return new ListCut(List.of(list), false, facts);
    }

    /** For a stream that may bring any of these lists, or none. */
    static ListCut ofAny(List<Shown> lists, Facts facts) {
        return new ListCut(lists, true, facts);
    }

    @Override
    public Optional<ListScan> scan() {
        return areAmongOthers ? Optional.of(new ListScan(lists.keySet())) : Optional.empty();
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public boolean isOwedToEveryMessage() {
        return true;
    }

    @Override
    public Mono<byte[]> apply(byte[] message) {
        return Mono.fromCallable(() -> cut(message));
    }

    byte[] cut(byte[] message) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), message, 0, message.length)) {
            return new Cutting(message, parser).message();
        } catch (JacksonException e) {
            throw CallFailure.of(Reason.UPSTREAM_INVALID, "the server's list is not JSON")
                    .causedBy(e);
        }
    }

    /** One message being copied, with gaps. */
    private final class Cutting {
        private final byte[] message;
        private final JsonParser parser;
        private final ByteArrayOutputStream out;
        private int copied;

        Cutting(byte[] message, JsonParser parser) {
            this.message = message;
            this.parser = parser;
            this.out = new ByteArrayOutputStream(message.length);
        }

        byte[] message() {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CallFailure.of(Reason.UPSTREAM_INVALID, "the server's list is no JSON-RPC message");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isResult = parser.currentName().equals("result");
                if (parser.nextToken() == JsonToken.START_OBJECT && isResult) {
                    result();
                } else {
                    parser.skipChildren();
                }
            }
            copyTo(message.length);
            return out.toByteArray();
        }

        private void result() {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                Shown list = lists.get(key);
                if (list != null) {
                    items(list, value);
                } else if (key.equals("cacheScope")) {
                    copyTo(tokenStart());
                    parser.finishToken();
                    parser.skipChildren();
                    copied = here();
                    out.writeBytes(PRIVATE);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void items(Shown list, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                throw CallFailure.of(Reason.UPSTREAM_INVALID, "the server's \"" + list.list() + "\" is no list");
            }
            copyTo(here());
            int offered = 0;
            int seen = 0;
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                offered++;
                int from = tokenStart();
                String name = name(list.nameKey(), item);
                int to = here();
                if (name == null || !list.isVisible().test(name)) {
                    copied = to;
                } else {
                    // The first that stays must not be led by a comma.
                    copied = seen == 0 ? from : copied;
                    copyTo(to);
                    seen++;
                }
            }
            facts.listed(offered, offered - seen);
        }

        /** The one name of an item; null if it has none, or several to choose from. */
        private @Nullable String name(String nameKey, JsonToken item) {
            if (item != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            String name = null;
            boolean isOne = true;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isName = parser.currentName().equals(nameKey);
                JsonToken value = parser.nextToken();
                if (isName) {
                    isOne &= name == null && value == JsonToken.VALUE_STRING;
                    name = parser.getString();
                }
                parser.skipChildren();
            }
            return isOne ? name : null;
        }

        private void copyTo(int end) {
            out.write(message, copied, end - copied);
            copied = end;
        }

        private int tokenStart() {
            return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        }

        private int here() {
            return Math.toIntExact(parser.currentLocation().getByteOffset());
        }
    }
}
