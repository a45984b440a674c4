package dev.mcpgateway.docgen.work;

/** The caller no longer wants the result. Expected, so it carries no stack trace. */
public final class Stopped extends RuntimeException {

    public Stopped() {
        super("The caller cancelled the document.", null, false, false);
    }
}
