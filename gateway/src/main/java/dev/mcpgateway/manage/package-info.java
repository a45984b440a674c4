/**
 * The door for operators' machines: {@code /metrics} and health in full, on a port of its own that is never given to
 * clients. Start at {@link dev.mcpgateway.manage.ManagementServer}.
 *
 * <p>Not here: what a person asks with a token ({@code admin}).
 */
@NullMarked
package dev.mcpgateway.manage;

import org.jspecify.annotations.NullMarked;
