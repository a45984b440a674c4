/**
 * The two stores, as connections that come and go: {@link dev.mcpgateway.store.Database} (Postgres over R2DBC) and
 * {@link dev.mcpgateway.store.Redis}. A gateway starts and serves without either; who needs one waits or falls back.
 *
 * <p>Not here: any table or key. Those belong to the package that owns the data.
 */
@NullMarked
package dev.mcpgateway.store;

import org.jspecify.annotations.NullMarked;
