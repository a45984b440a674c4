package dev.mcpgateway.server.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.message.RpcError;

/** One page of a list that is in a stable order. The cursor says behind which entry to go on, so it survives a restart. */
record Page(List<ObjectNode> entries, Optional<String> next) {
    /** @throws RpcError when the cursor is none of ours */
    static Page cut(List<ObjectNode> all, String key, JsonNode cursor, int size) {
        int from = cursor.isMissingNode() || cursor.isNull() ? 0 : 1 + indexOf(all, key, decode(cursor));
        int to = Math.min(all.size(), from + size);
        Optional<String> next =
                to < all.size() ? Optional.of(encode(all.get(to - 1).path(key).asString())) : Optional.empty();
        return new Page(all.subList(from, to), next);
    }

    ObjectNode into(ObjectNode result, String field) {
        result.putArray(field).addAll(entries);
        next.ifPresent(cursor -> result.put("nextCursor", cursor));
        return result;
    }

    private static int indexOf(List<ObjectNode> all, String key, String value) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path(key).asString().equals(value)) {
                return i;
            }
        }
        throw unknown();
    }

    private static String encode(String value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(JsonNode cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor.asString()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | JsonNodeException e) {
            throw unknown();
        }
    }

    private static RpcError unknown() {
        return RpcError.invalidParams("params.cursor is none that this server gave out; list again without it");
    }
}
