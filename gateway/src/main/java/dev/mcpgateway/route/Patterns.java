package dev.mcpgateway.route;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.validation.annotation.Validated;
import org.springframework.web.server.ServerWebExchange;

import jakarta.validation.constraints.NotEmpty;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.edge.CurrentCall;

/** What stands behind a predicate's {@code =}: patterns, one of which must match. Bound by the framework, so mutable. */
@Validated
public class Patterns {
    @NotEmpty
    private List<String> patterns = List.of();

    public List<String> getPatterns() {
        return patterns;
    }

    public void setPatterns(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** Calls of which one of the {@code words} matches; a request that is no call never does. */
    Predicate<ServerWebExchange> match(Function<McpCall, List<String>> words) {
        List<Glob> globs = patterns.stream().map(String::strip).map(Glob::new).toList();
        return exchange -> CurrentCall.of(exchange)
                .call()
                .map(call -> words.apply(call).stream()
                        .anyMatch(word -> globs.stream().anyMatch(glob -> glob.matches(word))))
                .orElse(false);
    }
}
