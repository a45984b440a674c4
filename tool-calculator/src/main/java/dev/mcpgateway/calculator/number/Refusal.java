package dev.mcpgateway.calculator.number;

/** This calculation is not done: it has no answer, or is more work than one call may cost. Says why and what to do. */
public final class Refusal extends RuntimeException {
    public Refusal(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
