package dev.mcpgateway.call;

/**
 * A session that a legacy client opened.
 *
 * @param id as the server gave it
 * @param instance of the server that holds it
 */
public record Session(String id, String instance) {}
