package dev.mcpgateway.issuer;

/** The issuer will not start like this. The message is the whole sentence an operator gets. */
final class StartRefused extends RuntimeException {
    StartRefused(String message) {
        super(message);
    }
}
