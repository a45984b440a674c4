/**
 * What every reading call has in common: its {@link dev.mcpgateway.git.call.Budget} of time, the {@link
 * dev.mcpgateway.git.call.Limits} on what it may load and return, the words a caller may use to point at something
 * ({@link dev.mcpgateway.git.call.GitPath}, {@link dev.mcpgateway.git.call.Revision}), the cursor it is continued with,
 * and the one way to say no ({@link dev.mcpgateway.git.call.Refused}).
 *
 * <p>Not here: anything that opens a repository.
 */
@NullMarked
package dev.mcpgateway.git.call;

import org.jspecify.annotations.NullMarked;
