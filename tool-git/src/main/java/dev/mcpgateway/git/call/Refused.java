package dev.mcpgateway.git.call;

/**
 * The call cannot be answered, and the caller can do something about it: the message says what was wrong and what to do
 * instead. Never carries a path of this machine or the content of a file.
 */
public final class Refused extends RuntimeException {
    public Refused(String message) {
        // Expected, so no stack trace.
        super(message, null, false, false);
    }
}
