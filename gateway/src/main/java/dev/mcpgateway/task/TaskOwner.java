package dev.mcpgateway.task;

/**
 * Whose a task is.
 *
 * @param caller the key of the {@link dev.mcpgateway.call.Caller}
 * @param instance of the server that runs it
 */
record TaskOwner(String caller, String instance) {}
