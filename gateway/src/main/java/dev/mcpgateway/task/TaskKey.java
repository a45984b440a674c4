package dev.mcpgateway.task;

/** A task's id means something only with the server that gave it. */
record TaskKey(String server, String taskId) {}
