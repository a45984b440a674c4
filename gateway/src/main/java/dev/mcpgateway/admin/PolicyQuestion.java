package dev.mcpgateway.admin;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.util.MultiValueMap;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ResourceUri;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.policy.Arguments;
import dev.mcpgateway.policy.Use;
import dev.mcpgateway.wire.McpMethod;

/** A question about policy, as an operator asks it; what is not said is as with the operator who asks. */
final class PolicyQuestion {
    private static final Set<String> KNOWN = Set.of(
            "issuer", "user", "tenant", "roles", "client", "server", "tool", "prompt", "resource", "method", "at");

    private final Map<String, String> said;
    private final Arguments arguments;

    private PolicyQuestion(Map<String, String> said, Arguments arguments) {
        this.said = said;
        this.arguments = arguments;
        for (String key : said.keySet()) {
            if (!KNOWN.contains(key)) {
                throw wrong("'" + key + "' is not asked for; known: "
                        + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
    }

    static PolicyQuestion of(MultiValueMap<String, String> query) {
        Map<String, String> said = new LinkedHashMap<>();
        query.forEach((key, values) -> said.put(key, String.join(",", values)));
        return new PolicyQuestion(said, Arguments.OPEN);
    }

    static PolicyQuestion of(JsonNode body) {
        if (!body.isObject()) {
            throw wrong("send an object");
        }
        Map<String, String> said = new LinkedHashMap<>();
        Arguments arguments = Arguments.OPEN;
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("arguments")) {
                arguments = Arguments.of(value.toString());
            } else if (value.isArray()) {
                said.put(
                        entry.getKey(),
                        String.join(
                                ",",
                                value.values().stream().map(JsonNode::asString).toList()));
            } else {
                said.put(entry.getKey(), value.asString(""));
            }
        }
        return new PolicyQuestion(said, arguments);
    }

    Use use(Caller asking, Plan plan, Instant now) {
        ServerSpec server = plan.servers().get(said.getOrDefault("server", ""));
        if (server == null) {
            throw wrong("'server' must be one of "
                    + String.join(
                            ", ", plan.servers().keySet().stream().sorted().toList()));
        }
        Map<Kind, String> named = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String name = said.get(kind.name().toLowerCase(Locale.ROOT));
            if (name != null) {
                named.put(kind, name);
            }
        }
        if (named.size() != 1) {
            throw wrong("say one of 'tool', 'prompt', 'resource' or 'method'");
        }
        Kind kind = named.keySet().iterator().next();
        String name = named.values().iterator().next();
        if (kind == Kind.METHOD && McpMethod.of(name).isEmpty()) {
            throw wrong("no method is called '" + name + "'");
        }
        String misspelt = kind == Kind.RESOURCE ? ResourceUri.complaint(name) : null;
        if (misspelt != null) {
            throw wrong("'resource' " + misspelt);
        }
        Use open = Use.possible(
                caller(asking, plan), Optional.ofNullable(said.get("client")), server, kind, name, at(now));
        return open.with(arguments);
    }

    /** What the token would need beside what policy says. */
    Optional<Set<String>> oauthScopes(Use use) {
        Set<String> needed = new TreeSet<>(use.server().oauthScopes());
        if (use.kind() == Kind.TOOL) {
            use.server().tool(use.name()).ifPresent(tool -> needed.addAll(tool.oauthScopes()));
        }
        return needed.isEmpty() ? Optional.empty() : Optional.of(needed);
    }

    private Caller caller(Caller asking, Plan plan) {
        Set<String> roles = asking.roles();
        String named = said.get("roles");
        if (named != null) {
            roles = new HashSet<>(Arrays.asList(named.split("[, ]+")));
            roles.remove("");
            for (String role : roles) {
                if (!plan.policy().roles().containsKey(role)) {
                    throw wrong("policy.yaml has no role '" + role + "'");
                }
            }
        }
        return new Caller(
                said.getOrDefault("issuer", asking.issuer()),
                said.getOrDefault("user", asking.subject()),
                said.getOrDefault("tenant", asking.tenant()),
                Set.copyOf(roles));
    }

    private Instant at(Instant now) {
        String text = said.get("at");
        try {
            return text == null ? now : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("'at' is not a moment such as 2026-11-21T18:00:00Z");
        }
    }

    private static CallFailure wrong(String why) {
        return CallFailure.of(Reason.INVALID_PARAMS, why);
    }
}
