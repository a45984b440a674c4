package dev.mcpgateway.server;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.server.resource.ResourceContents;

/** One block of a tool's unstructured answer. */
public sealed interface Content {
    record Text(String text) implements Content {}

    /** @param data base64 */
    record Image(String data, String mimeType) implements Content {
        public static Image of(byte[] bytes, String mimeType) {
            return new Image(Base64.getEncoder().encodeToString(bytes), mimeType);
        }
    }

    /** @param data base64 */
    record Audio(String data, String mimeType) implements Content {
        public static Audio of(byte[] bytes, String mimeType) {
            return new Audio(Base64.getEncoder().encodeToString(bytes), mimeType);
        }
    }

    /** The resource itself, inside the answer. */
    record Embedded(ResourceContents resource) implements Content {}

    /** Where the resource can be read with {@code resources/read}. */
    record Link(
            String uri,
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable String mimeType,
            @Nullable Long size)
            implements Content {}
}
