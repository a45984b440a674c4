package dev.mcpgateway.health;

/**
 * How a dependency is, as a word and as a sentence for a person. The sentence holds no secret.
 *
 * @param says a whole sentence: what is the case, and what follows from it for calls
 */
public record Condition(State state, String says) {
    /** How well something is. */
    public enum State {
        UP(1),
        /** Not configured, and not missed. */
        OFF(1),
        /** Not as it should be; calls go on. */
        DEGRADED(0.5),
        /** Calls that need it fail. */
        DOWN(0);

        private final String word = name().toLowerCase(java.util.Locale.ROOT);
        private final double level;

        State(double level) {
            this.level = level;
        }

        public String word() {
            return word;
        }

        double level() {
            return level;
        }

        boolean isWell() {
            return this == UP || this == OFF;
        }
    }

    public static Condition up(String says) {
        return new Condition(State.UP, says);
    }

    public static Condition off(String says) {
        return new Condition(State.OFF, says);
    }

    public static Condition degraded(String says) {
        return new Condition(State.DEGRADED, says);
    }

    public static Condition down(String says) {
        return new Condition(State.DOWN, says);
    }
}
