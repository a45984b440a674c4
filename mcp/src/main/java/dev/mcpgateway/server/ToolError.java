package dev.mcpgateway.server;

/**
 * The tool cannot do what was asked, and the caller can mend it: told to the model as an {@code isError} result. Say what was
 * wrong and what to do instead. Expected, so it carries no stack trace.
 */
public final class ToolError extends RuntimeException {
    public ToolError(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
