package dev.mcpgateway.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects every mistake in the operators' files, so that they are mended in one go. */
final class Problems {
    /** More than this is not read by anybody; the rest is counted. */
    private static final int SHOWN = 50;

    private record Problem(Location at, String says) {}

    private final List<Problem> found = new ArrayList<>();

    void add(Location at, String says) {
        found.add(new Problem(at, says));
    }

    /** Complains about a name that should be one of {@code known}, and guesses which was meant. */
    void unknown(Location at, String what, String name, Collection<String> known) {
        String closest = known.stream()
                .min(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> distance(name, other) <= Math.max(1, name.length() / 3))
                .map(other -> "; did you mean '" + other + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? ""
                        : "; known: "
                                + String.join(", ", known.stream().sorted().toList()));
        add(at, "unknown " + what + " '" + name + "'" + closest);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidPlan(lines());
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(found.stream()
                .sorted(Comparator.comparing((Problem p) -> p.at().file()).thenComparingInt(p -> p.at().line()))
                .map(problem -> problem.at() + ": " + problem.says())
                .distinct()
                .limit(SHOWN)
                .toList());
        if (found.size() > SHOWN) {
            lines.add("and " + (found.size() - SHOWN) + " more");
        }
        return lines;
    }

    /** Levenshtein's distance, for short names only: longer ones are never a slip of the finger. */
    private static int distance(String a, String b) {
        if (a.length() > 64 || b.length() > 64) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
