package dev.mcpgateway.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.ResourceUri;
import dev.mcpgateway.policy.Explanation.Considered;
import dev.mcpgateway.wire.McpMethod;

/** Lets in what a rule names, and says which rule decided where it does not. */
@Component
public final class PolicyGate implements Gate {
    private final Derived<Policy> policy;
    private final Shadow shadow;

    PolicyGate(Derived<Policy> policy, Shadow shadow) {
        this.policy = policy;
        this.shadow = shadow;
    }

    @Override
    public Pipeline at() {
        return Pipeline.POLICY;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        McpMethod method = call.message().method();
        String misspelt = misspelt(call.message());
        if (misspelt != null) {
            return Mono.error(CallFailure.of(Reason.INVALID_PARAMS, "a resource's URI " + misspelt));
        }
        return switch (method.kind()) {
            // A task was granted with the call that began it; whose it is, another gate tells.
            case SESSION, NOTIFICATION, TRANSPORT, LIST, TASK -> decide(call, allow -> watched(call));
            case USE ->
                call.message().name().isPresent()
                        ? decide(call, allow -> letIn(call, allow.by()))
                        : Mono.error(
                                CallFailure.of(Reason.INVALID_PARAMS, method.wire() + " needs a name in its params"));
        };
    }

    /** What is wrong with how a message writes a resource that rules are about to be asked for. */
    private static @Nullable String misspelt(McpMessage message) {
        if (message.kind() == Kind.RESOURCE && message.name().isPresent()) {
            return ResourceUri.complaint(message.name().get());
        }
        List<String> watched = message.watched();
        for (int i = 0; i < watched.size(); i++) {
            String wrong = ResourceUri.complaint(watched.get(i));
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private Mono<Exit> decide(McpCall call, Function<Decision.Allow, Mono<Exit>> letIn) {
        Policy rules = policy.of(call.plan());
        Use use = Use.of(call);
        Decision decision = rules.decide(use);
        shadow.compare(call, use, decision);
        return decision.fold(letIn, deny -> Mono.error(refused(call, use, deny.by(), rules)));
    }

    private static Mono<Exit> letIn(McpCall call, Rule by) {
        call.facts().allowedBy(by.id());
        return Exit.LET_IN;
    }

    /** Whoever hears that a resource changed must be allowed to read it. */
    private Mono<Exit> watched(McpCall call) {
        for (String uri : call.message().watched()) {
            Decision decision = policy.of(call.plan()).decide(Use.listed(call, Kind.RESOURCE, uri));
            if (!decision.isAllowed()) {
                return Mono.error(CallFailure.of(Reason.NOT_PERMITTED, "a resource is not permitted to you"));
            }
        }
        return Exit.LET_IN;
    }

    /** Whoever left an argument out can say it and try again. */
    private static String unlessGiven(Rule denies, Use use) {
        List<String> leftOut = use.arguments().leftOut(denies.when().arguments());
        return leftOut.isEmpty() ? "" : "; it asks about " + String.join(" and ", leftOut) + ", which must be given";
    }

    private static CallFailure refused(McpCall call, Use use, Optional<Rule> by, Policy rules) {
        String what = "'" + call.label() + "' is not permitted to you";
        if (by.isPresent()) {
            String id = by.get().id();
            return CallFailure.of(
                            Reason.NOT_PERMITTED, what + ": rule '" + id + "' denies it" + unlessGiven(by.get(), use))
                    .with("rule", id);
        }
        if (use.kind() == Kind.METHOD && call.message().method().kind() != McpMethod.Kind.USE) {
            return CallFailure.of(
                    Reason.NOT_PERMITTED, "nothing on '" + call.server().name() + "' is granted to you");
        }
        List<String> hints =
                rules.hints(use).stream().map(Considered::wouldNeed).toList();
        String needed = hints.isEmpty() ? "no rule allows it; ask the platform team for one" : String.join("; ", hints);
        return CallFailure.of(Reason.NOT_PERMITTED, what + ": " + needed);
    }
}
