package dev.mcpgateway.docgen.work;

/** The document cannot be made, and the sentence says why and what to change. Expected, so it carries no stack trace. */
public final class DocumentRefused extends RuntimeException {

    public DocumentRefused(String message) {
        super(message, null, false, false);
    }
}
