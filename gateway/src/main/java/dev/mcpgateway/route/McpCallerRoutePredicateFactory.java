package dev.mcpgateway.route;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.server.ServerWebExchange;

import jakarta.validation.constraints.AssertTrue;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Glob;
import dev.mcpgateway.edge.CurrentCall;

/**
 * {@code name: McpCaller, args: { tenant: acme, role: beta, user: "svc-*" }}: who calls. Each is a pattern; those that
 * are given must all match.
 */
@Component
final class McpCallerRoutePredicateFactory
        extends AbstractRoutePredicateFactory<McpCallerRoutePredicateFactory.Config> {
    McpCallerRoutePredicateFactory() {
        super(Config.class);
    }

    @Override
    public Predicate<ServerWebExchange> apply(Config config) {
        Predicate<String> tenant = matching(config.tenant);
        Predicate<String> user = matching(config.user);
        Predicate<String> role = matching(config.role);
        return exchange -> {
            Caller caller = CurrentCall.of(exchange).call().map(McpCall::caller).orElse(null);
            return caller != null
                    && tenant.test(caller.tenant())
                    && user.test(caller.subject())
                    && (config.role == null || caller.roles().stream().anyMatch(role));
        };
    }

    private static Predicate<String> matching(@Nullable String pattern) {
        return pattern == null ? any -> true : new Glob(pattern)::matches;
    }

    /** Bound by the framework, so mutable. */
    @Validated
    public static class Config {
        private @Nullable String tenant;
        private @Nullable String user;
        private @Nullable String role;

        public void setTenant(@Nullable String tenant) {
            this.tenant = tenant;
        }

        public void setUser(@Nullable String user) {
            this.user = user;
        }

        public void setRole(@Nullable String role) {
            this.role = role;
        }

        @AssertTrue(message = "McpCaller needs at least one of tenant, user, role")
        boolean isAboutSomebody() {
            return tenant != null || user != null || role != null;
        }
    }
}
