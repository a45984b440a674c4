/**
 * One class a tool: its arguments, its description for a model, its answer as text. What they have in common is in {@code
 * dev.mcpgateway.git.tool.GitCalls}.
 *
 * <p>Not here: how anything is read.
 */
@NullMarked
package dev.mcpgateway.git.tool;

import org.jspecify.annotations.NullMarked;
