package dev.mcpgateway.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

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

    private final String list;
    private final String nameKey;
    private final Predicate<String> isVisible;
    private final Facts facts;

    /**
     * @param list the key of the list in the result
     * @param nameKey the key of an item's name
     * @param facts where it is noted how much was hidden
     */
    ListCut(String list, String nameKey, Predicate<String> isVisible, Facts facts) {
        this.list = list;
        this.nameKey = nameKey;
        this.isVisible = isVisible;
        this.facts = facts;
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
                if (key.equals(list)) {
                    items(value);
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

        private void items(JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                throw CallFailure.of(Reason.UPSTREAM_INVALID, "the server's \"" + list + "\" is no list");
            }
            copyTo(here());
            int offered = 0;
            int seen = 0;
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                offered++;
                int from = tokenStart();
                String name = name(item);
                int to = here();
                if (name == null || !isVisible.test(name)) {
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
        private @Nullable String name(JsonToken item) {
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
