package dev.mcpgateway.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.call.McpCall;

/** A predicate that matches patterns, written {@code Name=pattern, pattern}, with some words about a call. */
abstract class PatternRoutePredicateFactory extends AbstractRoutePredicateFactory<Patterns> {
    PatternRoutePredicateFactory() {
        super(Patterns.class);
    }

    /** The words, one of which must match; none where the predicate has nothing to say of this call. */
    abstract List<String> words(McpCall call);

    static List<String> words(Optional<String> word) {
        return word.map(List::of).orElse(List.of());
    }

    @Override
    public final List<String> shortcutFieldOrder() {
        return List.of("patterns");
    }

    @Override
    public final ShortcutType shortcutType() {
        return ShortcutType.GATHER_LIST;
    }

    @Override
    public final Predicate<ServerWebExchange> apply(Patterns patterns) {
        return patterns.match(this::words);
    }
}
