package dev.mcpgateway.policy;

import java.util.ArrayList;
import java.util.List;

import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Rule;

/**
 * A decision with its reasons.
 *
 * @param considered every rule about the use, in the order of the files
 */
public record Explanation(Decision decision, List<Considered> considered) {
    /**
     * One rule about the use.
     *
     * @param lacking what keeps it from applying, in words; empty if it applies
     */
    public record Considered(Rule rule, List<String> lacking) {
        public boolean applies() {
            return lacking.isEmpty();
        }

        /** As it reads in a sentence. */
        String wouldNeed() {
            return "rule '" + rule.id() + "' would allow it with " + String.join(" and ", lacking);
        }
    }

    /** What would have to be otherwise for a yes; empty if it is one. */
    public List<String> needed() {
        return decision.fold(allow -> List.of(), deny -> {
            List<String> needed = new ArrayList<>();
            for (Considered one : considered) {
                if (one.rule().effect() == Effect.DENY && one.applies()) {
                    needed.add("rule '" + one.rule().id() + "' (" + one.rule().at() + ") must not apply: it denies");
                }
            }
            boolean isAllowedOtherwise =
                    considered.stream().anyMatch(one -> one.rule().effect() == Effect.ALLOW && one.applies());
            if (!isAllowedOtherwise) {
                considered.stream()
                        .filter(one -> one.rule().effect() == Effect.ALLOW)
                        .forEach(one -> needed.add(one.wouldNeed()));
            }
            if (needed.isEmpty()) {
                needed.add("a rule that allows it; there is none for anybody");
            }
            return List.copyOf(needed);
        });
    }
}
