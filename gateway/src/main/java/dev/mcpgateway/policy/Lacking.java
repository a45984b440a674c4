package dev.mcpgateway.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.config.ArgumentTest;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.PolicySpec.When;

/** Says what keeps a rule from applying. Names conditions, never an argument's value. */
final class Lacking {
    private Lacking() {}

    static List<String> of(CompiledRule compiled, Use use) {
        List<String> lacking = new ArrayList<>();
        When when = compiled.rule().when();
        Optional<String> overlay = compiled.rule().overlayOf();
        if (overlay.isPresent() && !overlay.get().equals(use.caller().tenant())) {
            lacking.add("the tenant " + overlay.get());
        } else if (!compiled.isFor(use.caller())) {
            lacking.add("the role "
                    + String.join(" or ", compiled.rule().to().stream().sorted().toList()));
        }
        if (!CompiledRule.matches(when.tenants(), use.caller().tenant())) {
            lacking.add("the tenant " + either(when.tenants()));
        }
        if (!CompiledRule.matches(when.users(), use.caller().subject())) {
            lacking.add("another user");
        }
        if (!compiled.isWith(use.client())) {
            lacking.add("the client " + either(when.clients()));
        }
        when.time()
                .filter(window -> !window.contains(use.at()))
                .ifPresent(window -> lacking.add("a time within " + window));
        if (!when.arguments().isEmpty() && !compiled.argumentsHold(use.arguments())) {
            lacking.add("other arguments at "
                    + String.join(
                            ", ",
                            when.arguments().stream().map(ArgumentTest::pointer).toList()));
        }
        return List.copyOf(lacking);
    }

    private static String either(List<Glob> globs) {
        return String.join(" or ", globs.stream().map(Glob::pattern).toList());
    }
}
