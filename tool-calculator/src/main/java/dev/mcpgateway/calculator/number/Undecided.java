package dev.mcpgateway.calculator.number;

/** The working precision does not tell; more of it may. */
final class Undecided extends RuntimeException {
    Undecided(String what) {
        super(what, null, false, false);
    }
}
