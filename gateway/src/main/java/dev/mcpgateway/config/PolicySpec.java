package dev.mcpgateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * policy.yaml without its limits: who is who, and what they may do. Nothing named is refused.
 *
 * @param denials what somebody is told who may not use a thing
 */
public record PolicySpec(Denials denials, Map<String, Issuer> issuers, Map<String, Role> roles, List<Rule> rules) {

    public static final String ANYBODY = "*";

    /**
     * Whose tokens count, for which tenants, and what their role names mean here.
     *
     * @param roles from a name in the token to a role of ours; a name that is missing is dropped
     * @param sameNames roles of ours are taken under their own name (development)
     * @param keys empty where the settings say it (for JWT_ISSUER), or the issuer's own metadata
     * @param algorithms empty for those of the settings
     */
    public record Issuer(
            String url,
            List<Glob> tenants,
            Map<String, String> roles,
            boolean sameNames,
            Optional<KeySource> keys,
            List<String> algorithms,
            Location at) {}

    /** A role, what it inherits, and what it may do on the gateway's own API. */
    public record Role(String name, Set<String> inherits, List<Glob> gatewayRights) {}

    /** What a refusal gives away. */
    public enum Denials {
        /** Which rule decided, or what some rule would need. */
        EXPLAIN,
        /** Nothing: what may not be used is told like what is not there. */
        HIDE
    }

    /** Deny wins over allow, so the order of rules never matters. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /** What kind of thing a target names. */
    public enum Kind {
        TOOL,
        PROMPT,
        RESOURCE,
        /** Every request of this method, whatever it names. */
        METHOD
    }

    /**
     * What a rule is about.
     *
     * @param category only tools of this category
     * @param risk only tools of this risk
     */
    public record Target(Glob server, Kind kind, Glob name, Optional<String> category, Optional<ServerSpec.Risk> risk) {

        /** Whether this is about the thing of that kind and name on {@code of}. */
        public boolean isAbout(ServerSpec of, Kind thing, String called) {
            return kind == thing
                    && server.matches(of.name())
                    && name.matches(called)
                    && describes(thing == Kind.TOOL ? of.tool(called) : Optional.empty());
        }

        /** Whether this is about everything on {@code of}, and so also about a message that names nothing. */
        public boolean isAboutAll(ServerSpec of) {
            return server.matches(of.name())
                    && name.pattern().equals(Glob.ANY.pattern())
                    && describes(Optional.empty());
        }

        private boolean describes(Optional<ServerSpec.Tool> tool) {
            return category.map(wanted ->
                                    tool.isPresent() && tool.get().categories().contains(wanted))
                            .orElse(true)
                    && risk.map(wanted -> tool.isPresent() && tool.get().risk() == wanted)
                            .orElse(true);
        }
    }

    /** When a rule applies; an empty list is no condition. */
    public record When(
            List<Glob> tenants,
            List<Glob> users,
            List<Glob> clients,
            Optional<TimeWindow> time,
            List<ArgumentTest> arguments) {
        public static final When ALWAYS = new When(List.of(), List.of(), List.of(), Optional.empty(), List.of());
    }

    /** One rule. {@code overlayOf} is the tenant whose overlay it stands in. */
    public record Rule(
            String id,
            Set<String> to,
            Effect effect,
            List<Target> targets,
            When when,
            Optional<String> overlayOf,
            Location at) {}
}
