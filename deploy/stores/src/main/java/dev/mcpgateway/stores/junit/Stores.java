package dev.mcpgateway.stores.junit;

/** Where a test class finds its stores. */
public record Stores(String databaseUrl, String redisUrl) {}
