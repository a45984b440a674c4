package dev.mcpgateway.server.resource;

import org.jspecify.annotations.Nullable;

/** One line of {@code resources/list}. */
public record Resource(
        String uri,
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String mimeType,
        @Nullable Long size) {}
