package dev.mcpgateway.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.PolicySpec.When;
import dev.mcpgateway.policy.Arguments.Truth;

/**
 * One rule, ready to be asked about things it is known to be about.
 *
 * @param place in the file; of several rules that decide alike, the first is named
 * @param holders the roles it is for, with all that inherit one of them
 * @param names what it names; empty where that is settled already
 * @param decision what it decides if it applies
 */
record CompiledRule(int place, Rule rule, Set<String> holders, List<Glob> names, Decision decision) {

    static CompiledRule of(int place, Rule rule, Set<String> holders) {
        Decision decision =
                rule.effect() == Effect.ALLOW ? new Decision.Allow(rule) : new Decision.Deny(Optional.of(rule));
        return new CompiledRule(place, rule, holders, List.of(), decision);
    }

    CompiledRule naming(List<Glob> patterns) {
        return new CompiledRule(place, rule, holders, patterns, decision);
    }

    boolean applies(Use use) {
        When when = rule.when();
        return isFor(use.caller())
                && matches(names, use.name())
                && matches(when.tenants(), use.caller().tenant())
                && matches(when.users(), use.caller().subject())
                && isWith(use.client())
                && (when.time().isEmpty() || when.time().get().contains(use.at()))
                && (when.arguments().isEmpty() || argumentsHold(use.arguments()));
    }

    boolean isFor(Caller caller) {
        if (rule.overlayOf().isPresent() && !rule.overlayOf().get().equals(caller.tenant())) {
            return false;
        }
        if (holders.contains(PolicySpec.ANYBODY)) {
            return true;
        }
        for (String role : caller.roles()) {
            if (holders.contains(role)) {
                return true;
            }
        }
        return false;
    }

    boolean isWith(Optional<String> client) {
        List<Glob> clients = rule.when().clients();
        return clients.isEmpty() || (client.isPresent() && matches(clients, client.get()));
    }

    /** In doubt the answer is no: what is unclear cannot open, and cannot slip past what closes. */
    boolean argumentsHold(Arguments arguments) {
        boolean opens = rule.effect() == Effect.ALLOW;
        if (arguments == Arguments.OPEN) {
            return opens;
        }
        Truth truth = arguments.answer(rule.when().arguments());
        return opens ? truth == Truth.YES : truth != Truth.NO;
    }

    static boolean matches(List<Glob> globs, String text) {
        if (globs.isEmpty()) {
            return true;
        }
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
