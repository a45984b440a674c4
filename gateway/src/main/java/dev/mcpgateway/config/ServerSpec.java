package dev.mcpgateway.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One tool server as tools.yaml names it.
 *
 * @param name its identity in policy, audit and metrics
 * @param scope the first path segment of its endpoints
 * @param secrets what the gateway shows an internal server; the first is sent, a second is for rotation
 * @param bearer a credential of the server's own, for an external one
 * @param oauthScopes OAuth scopes that a token needs for anything on this server
 */
public record ServerSpec(
        String name,
        String scope,
        List<Instance> instances,
        Trust trust,
        List<Secret> secrets,
        Optional<Secret> bearer,
        Duration idleTimeout,
        int maxConcurrent,
        Map<String, Tool> tools,
        Optional<Tool> anyTool,
        Set<String> oauthScopes,
        Location at) {

    /** Whether a server learns who calls. */
    public enum Trust {
        /** One of ours: gets its secret and the caller's identity, never the caller's token. */
        INTERNAL,
        /** Somebody else's: gets neither. */
        EXTERNAL
    }

    /**
     * One place the server answers at.
     *
     * @param id short, the same on every gateway and after every reload, as long as the URL is
     * @param weight its share of the calls, beside the other instances' weights
     */
    public record Instance(String id, URI url, int weight) {
        private static final int ID_BYTES = 4;

        public static Instance at(URI url, int weight) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(url.toString().getBytes(StandardCharsets.UTF_8));
                return new Instance(HexFormat.of().formatHex(digest, 0, ID_BYTES), url, weight);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /**
     * One tool of a server, with what decides about it.
     *
     * @param timeout how long the server may take to begin its answer
     * @param longRunning worth a job rather than an open request
     * @param repeatable calling twice does no harm
     * @param oauthScopes OAuth scopes that a token needs beside those of the server
     * @param payload whether the audit log keeps the arguments of its calls, and without what
     */
    public record Tool(
            String name,
            Risk risk,
            Set<String> categories,
            Duration timeout,
            int cost,
            int maxConcurrent,
            boolean longRunning,
            boolean repeatable,
            Set<String> oauthScopes,
            Optional<Payload> payload) {}

    /**
     * What the audit log keeps of the arguments of a call.
     *
     * @param redact paths of what is left out: names and indexes on the way, {@code *} for any
     * @param most bytes; what is longer is cut
     */
    public record Payload(List<List<String>> redact, int most) {
        public static final int USUALLY_MOST = 16 * 1024;
        public static final int LARGEST = 64 * 1024;
    }

    /** How much harm a tool can do. */
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    /** The instance of this id, while tools.yaml still names it. */
    public Optional<Instance> instance(String id) {
        for (Instance instance : instances) {
            if (instance.id().equals(id)) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }

    /** Every OAuth scope that something here may need. */
    public Set<String> everyOAuthScope() {
        Set<String> every = new TreeSet<>(oauthScopes);
        tools.values().forEach(tool -> every.addAll(tool.oauthScopes()));
        anyTool.ifPresent(tool -> every.addAll(tool.oauthScopes()));
        return every;
    }

    /** The tool of this name, where the file lists it or allows unlisted ones. */
    public Optional<Tool> tool(String toolName) {
        Tool listed = tools.get(toolName);
        return listed == null ? anyTool : Optional.of(listed);
    }
}
