package dev.mcpgateway.docgen.pdf;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.font.Typeface;

/** How a stretch of text looks. {@code rise} lifts it above the baseline; {@code colour} is RRGGBB. */
record Look(
        Typeface typeface,
        double size,
        boolean heavy,
        boolean slanted,
        boolean struck,
        boolean shaded,
        double rise,
        String colour,
        @Nullable String link) {

    static Look of(Typeface typeface, double size, String colour) {
        return new Look(typeface, size, false, false, false, false, 0, colour, null);
    }

    Look heavier() {
        return new Look(typeface, size, true, slanted, struck, shaded, rise, colour, link);
    }

    Look slantedToo() {
        return new Look(typeface, size, heavy, true, struck, shaded, rise, colour, link);
    }

    Look coloured(String other) {
        return new Look(typeface, size, heavy, slanted, struck, shaded, rise, other, link);
    }

    Look linked(@Nullable String target) {
        return new Look(typeface, size, heavy, slanted, struck, shaded, rise, colour, target);
    }

    Look raised() {
        return new Look(typeface, size * 0.68, heavy, slanted, struck, shaded, size * 0.35, colour, link);
    }
}
