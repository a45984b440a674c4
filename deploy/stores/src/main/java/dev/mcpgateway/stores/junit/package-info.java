/**
 * Real stores for tests. Start at {@link dev.mcpgateway.stores.junit.RealStores}.
 *
 * <p>Not here: fakes. A test that wants a store to fail takes a {@link dev.mcpgateway.stores.LocalPostgres} of its own
 * and stops it.
 */
@NullMarked
package dev.mcpgateway.stores.junit;

import org.jspecify.annotations.NullMarked;
