package dev.mcpgateway.policy;

import java.util.Optional;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;

/** Lets in what a rule names, and says which rule decided where it does not. */
@Component
public final class PolicyGate implements Gate {
    private final Derived<Policy> policy;

    PolicyGate(Derived<Policy> policy) {
        this.policy = policy;
    }

    @Override
    public Pipeline at() {
        return Pipeline.POLICY;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        Policy rules = policy.of(call.plan());
        return switch (call.message().method().kind()) {
            // A task was granted with the call that began it; whose it is, another gate tells.
            case SESSION, NOTIFICATION, TRANSPORT, LIST, TASK ->
                rules.grantsAnything(call.caller(), call.message().client(), call.server())
                        ? watched(rules, call)
                        : Mono.error(refused(
                                "nothing on '" + call.server().name() + "' is granted to you", Optional.empty()));
            case USE ->
                call.message()
                        .name()
                        .map(name -> use(rules, call, name))
                        .orElseGet(() -> Mono.error(CallFailure.of(
                                Reason.INVALID_PARAMS,
                                call.message().method().wire() + " needs a name in its params")));
        };
    }

    private static Mono<Exit> use(Policy rules, McpCall call, String name) {
        Use use = new Use(
                call.caller(),
                call.message().client(),
                call.server(),
                call.message().kind(),
                name);
        return rules.decide(use)
                .fold(
                        allow -> letIn(call, allow.by()),
                        deny -> Mono.error(refused("'" + call.target() + "' is not permitted to you", deny.by())));
    }

    private static Mono<Exit> letIn(McpCall call, Rule by) {
        call.facts().allowedBy(by.id());
        return Exit.LET_IN;
    }

    /** Whoever hears that a resource changed must be allowed to read it. */
    private static Mono<Exit> watched(Policy rules, McpCall call) {
        for (String uri : call.message().watched()) {
            Use use = new Use(call.caller(), call.message().client(), call.server(), Kind.RESOURCE, uri);
            Optional<CallFailure> no = rules.decide(use)
                    .fold(
                            allow -> Optional.empty(),
                            deny -> Optional.of(refused("a resource is not permitted to you", deny.by())));
            if (no.isPresent()) {
                return Mono.error(no.get());
            }
        }
        return Exit.LET_IN;
    }

    private static CallFailure refused(String what, Optional<Rule> by) {
        CallFailure failure = CallFailure.of(
                Reason.NOT_PERMITTED,
                what
                        + by.map(rule -> ": rule '" + rule.id() + "' denies it")
                                .orElse(": no rule allows it for your roles; ask the platform team for one"));
        return by.map(rule -> failure.with("rule", rule.id())).orElse(failure);
    }
}
