package dev.mcpgateway.local.host;

/** Why the stack does not do what it was asked: a sentence for a person, never a stack trace. */
public final class Refusal extends RuntimeException {
    public Refusal(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
