/**
 * Whose task is it? A server may answer a call with a task of its own; from then on its id belongs to the caller of that
 * call. Start at {@link dev.mcpgateway.task.TaskOwners}.
 *
 * <p>Not here: what a task does, or seeing one in an answer ({@code relay}).
 */
@NullMarked
package dev.mcpgateway.task;

import org.jspecify.annotations.NullMarked;
