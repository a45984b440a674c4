/**
 * May this caller do this? Start at {@link dev.mcpgateway.policy.Policy}: rules compiled once per plan into something
 * that only looks up. Pure: no I/O, no clock.
 *
 * <p>Not here: counting ({@code limit}), identity ({@code auth}), reading YAML ({@code config}).
 */
@NullMarked
package dev.mcpgateway.policy;

import org.jspecify.annotations.NullMarked;
