package dev.mcpgateway.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/** Rules in force, and somebody who asks: what a test of policy needs. */
record Situation(Plan plan, Policy policy) {
    static Situation of(Path folder, String tools, String policy) {
        try {
            Files.writeString(folder.resolve("tools.yaml"), tools);
            Files.writeString(folder.resolve("policy.yaml"), policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Plan plan = Plans.from(folder, name -> "a-shared-secret", InstantSource.system())
                .current();
        return new Situation(plan, Policy.of(plan));
    }

    Use call(String roles, String tool, String arguments) {
        return call(roles, tool, arguments, Instant.EPOCH);
    }

    Use call(String roles, String tool, String arguments, Instant at) {
        Set<String> held = roles.isEmpty() ? Set.of() : Set.of(roles.split(" "));
        return new Use(
                new Caller("http://issuer", "bob", "demo", held),
                Optional.empty(),
                server(tool.substring(0, tool.indexOf('/'))),
                McpMethod.TOOLS_CALL,
                Kind.TOOL,
                tool.substring(tool.indexOf('/') + 1),
                at,
                arguments.isEmpty() ? Arguments.OPEN : Arguments.of(arguments));
    }

    ServerSpec server(String name) {
        return Objects.requireNonNull(plan.servers().get(name));
    }

    /** The rule that allows, or after an exclamation mark the one that denies, if any does. */
    String decided(Use use) {
        return policy.decide(use)
                .fold(
                        allow -> allow.by().id(),
                        deny -> "!" + deny.by().map(Rule::id).orElse(""));
    }
}
