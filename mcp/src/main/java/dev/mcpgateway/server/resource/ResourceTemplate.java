package dev.mcpgateway.server.resource;

import org.jspecify.annotations.Nullable;

/**
 * Resources whose URI is made from parts.
 *
 * @param uriTemplate RFC 6570
 */
public record ResourceTemplate(
        String uriTemplate,
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String mimeType) {}
