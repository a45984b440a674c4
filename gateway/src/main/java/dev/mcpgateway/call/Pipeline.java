package dev.mcpgateway.call;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The one list of order: what a request passes, from the door to the tool. Each constant is used exactly once. */
public enum Pipeline {
    /** Outermost, so that refusals are recorded with their final status. */
    AUDIT(Stage.DOOR),
    /** The one place where a failure becomes a response. */
    RENDER(Stage.DOOR),
    /** Looks at headers only: whatever can be refused before a byte of the body is read. */
    ADMIT(Stage.DOOR),
    AUTH(Stage.DOOR),
    /** The body, once: from bytes to a call. */
    ENVELOPE(Stage.DOOR),

    POLICY(Stage.GATE),
    /** After policy: nobody is sent for another token to a tool that stays closed. */
    OAUTH_SCOPE(Stage.GATE),
    /** After policy: a call that is not allowed costs nobody anything. */
    LIMIT(Stage.GATE),
    /** A task is touched by nobody but its caller. After the limit: whose it is, Postgres may have to be asked. */
    TASK(Stage.GATE),
    /** Last before the crossing: whatever reaches a tool stands in the journal first. */
    JOURNAL(Stage.GATE),
    /** Room at the server itself. */
    UPSTREAM(Stage.GATE),

    /** Over to the tool, and the answer streamed back. */
    CROSSING(Stage.ROUTING);

    /** Where a step hangs. */
    public enum Stage {
        /** A filter around everything HTTP. */
        DOOR,
        /** A {@link Gate}: the same for every entrance. */
        GATE,
        ROUTING
    }

    // Doors and gates come before any filter of a route, which the framework numbers from 1; the crossing comes after
    // them all, and before the framework's own routing at 10,000.
    private static final int FIRST = -10_000;
    private static final int STEP = 100;
    private static final int AFTER_ROUTE_FILTERS = 9_000;

    private final Stage stage;

    Pipeline(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    @SuppressWarnings("EnumOrdinal") // The order of the constants is what this enum says.
    public int order() {
        return stage == Stage.ROUTING ? AFTER_ROUTE_FILTERS : FIRST + ordinal() * STEP;
    }

    /** The gates as every entrance passes them. Refuses a set with a gate missing or doubled: no way in skips one. */
    public static List<Gate> inOrder(Collection<Gate> gates) {
        Map<Pipeline, Gate> placed = new EnumMap<>(Pipeline.class);
        for (Gate gate : gates) {
            if (gate.at().stage != Stage.GATE || placed.putIfAbsent(gate.at(), gate) != null) {
                throw new IllegalStateException(gate.getClass().getName() + " stands wrong at " + gate.at());
            }
        }
        for (Pipeline step : values()) {
            if (step.stage == Stage.GATE && !placed.containsKey(step)) {
                throw new IllegalStateException("no gate stands at " + step);
            }
        }
        return List.copyOf(placed.values());
    }
}
