package dev.mcpgateway.calculator.number;

/**
 * What one call may cost. Every operation says beforehand how large its result can become, so that nothing is refused after the
 * work was done. Not thread-safe: one per call.
 */
public final class Budget {
    /** The largest exact number, about 5,000 digits. */
    public static final long MAX_BITS = 16_384;

    /** The largest and smallest magnitude, as a power of ten. */
    public static final int MAX_MAGNITUDE = 10_000;

    // Bringing the largest numbers to lowest terms costs a million: some thirty milliseconds.
    private static final long WORD = 64;
    private static final long MAX_WORK = 8_000_000;

    private long spent;

    /** @throws Refusal when a number of so many bits, or all work so far together, is too much */
    void charge(long bits) {
        if (bits > 4 * MAX_BITS) {
            throw new Refusal("The exact result would need more than " + 4 * MAX_BITS / 3
                    + " digits. Use smaller exponents or fewer operations.");
        }
        long words = bits / WORD + 1;
        spent += words * words;
        if (spent > MAX_WORK) {
            throw new Refusal("This calculation is more work than one call may cost. Split it into several calls.");
        }
    }
}
