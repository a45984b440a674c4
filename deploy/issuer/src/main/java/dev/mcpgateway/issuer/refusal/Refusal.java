package dev.mcpgateway.issuer.refusal;

/**
 * A request that is not granted, told as RFC 6749 section 5.2 says: a code for programs, a sentence for people. Expected, so it
 * carries no stack trace; the sentence never quotes a secret.
 */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String error;

    private Refusal(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    public static Refusal of(int status, String error, String description) {
        return new Refusal(status, error, description);
    }

    /** Status 400, which RFC 6749 gives to all but a client that could not be authenticated. */
    public static Refusal of(String error, String description) {
        return new Refusal(400, error, description);
    }

    public static Refusal invalidRequest(String description) {
        return of("invalid_request", description);
    }

    public static Refusal invalidGrant(String description) {
        return of("invalid_grant", description);
    }

    public static Refusal invalidClient(String description) {
        return of(401, "invalid_client", description);
    }

    public int status() {
        return status;
    }

    public String error() {
        return error;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
