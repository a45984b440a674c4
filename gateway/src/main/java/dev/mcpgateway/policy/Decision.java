package dev.mcpgateway.policy;

import java.util.Optional;
import java.util.function.Function;

import dev.mcpgateway.config.PolicySpec.Rule;

/** What policy says about one use, and which rule said it. */
public sealed interface Decision {
    boolean isAllowed();

    <T> T fold(Function<Allow, T> onAllow, Function<Deny, T> onDeny);

    /** Allowed, because this rule names it and none denies it. */
    record Allow(Rule by) implements Decision {
        @Override
        public boolean isAllowed() {
            return true;
        }

        @Override
        public <T> T fold(Function<Allow, T> onAllow, Function<Deny, T> onDeny) {
            return onAllow.apply(this);
        }
    }

    /** Denied by a rule, or, where there is none, because nothing named is refused. */
    record Deny(Optional<Rule> by) implements Decision {
        @Override
        public boolean isAllowed() {
            return false;
        }

        @Override
        public <T> T fold(Function<Allow, T> onAllow, Function<Deny, T> onDeny) {
            return onDeny.apply(this);
        }
    }
}
