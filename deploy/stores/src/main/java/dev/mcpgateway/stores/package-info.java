/**
 * A real Postgres and a real Redis from packages, for machines without Docker: {@link
 * dev.mcpgateway.stores.LocalPostgres} and {@link dev.mcpgateway.stores.LocalRedis}. Used by {@code ./up} (durable, data
 * kept) and by tests (fast, data thrown away). Blocking throughout.
 *
 * <p>Not here: anything about the gateway, its tables or its keys.
 */
@NullMarked
package dev.mcpgateway.stores;

import org.jspecify.annotations.NullMarked;
