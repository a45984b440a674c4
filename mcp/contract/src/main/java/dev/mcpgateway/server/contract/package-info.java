/**
 * What every tool service promises, as tests. Start at {@link dev.mcpgateway.server.contract.McpServerContract}: a tool's module
 * extends it, names its application and one example per tool, and gets the rest.
 *
 * <p>Not here: what a particular tool computes.
 */
@NullMarked
package dev.mcpgateway.server.contract;

import org.jspecify.annotations.NullMarked;
