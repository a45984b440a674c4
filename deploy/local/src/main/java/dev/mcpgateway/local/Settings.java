package dev.mcpgateway.local;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

/** The environment of each service: what it needs, and nobody else's secrets. */
final class Settings {
    static final String AUDIENCE = "mcp-gateway";
    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> OWN_ISSUER = List.of("JWT_JWKS_URL", "JWT_SECRET_KEY", "JWT_SECRET_KEY_FILE");
    private static final Set<String> REPOSITORIES = Set.of("GIT_REPOSITORIES", "GIT_REPOSITORIES_FILE");
    private static final String DOCUMENT_STORE = "DOCGEN_STORE_SIZE";
    private static final Set<String> OURS = Set.of(
            "PORT",
            "BIND_ADDRESS",
            "MODE",
            "DATABASE_URL",
            "REDIS_URL",
            "PUBLIC_URLS",
            "GATEWAY_PORT",
            "GATEWAY_NAME",
            "MANAGEMENT_PORT",
            "GATEWAY_CONFIG_DIR",
            "GATEWAY_SPOOL_DIR",
            "TOOL_GATEWAY_SECRET",
            "TOOL_GATEWAY_SHARED_SECRET",
            "CALCULATOR_URL",
            "DOCS_URL",
            "GIT_URL",
            "SESSION_SEAL_KEYS",
            "ISSUER_KEY_FILE",
            "ISSUER_URL");

    private final Layout layout;
    private final StackOptions options;
    private final Map<String, String> given;

    Settings(Layout layout, StackOptions options, Map<String, String> given) {
        this.layout = layout;
        this.options = options;
        this.given = given;
        String address = given.getOrDefault("BIND_ADDRESS", LOOPBACK);
        if (!Set.of(LOOPBACK, "localhost", "::1").contains(address)) {
            throw new Refusal("./up runs with development secrets and stays on the loopback address: unset"
                    + " BIND_ADDRESS=" + address + ", or see docs/running-locally.md for other ways to run.");
        }
    }

    static boolean bringsOwnIssuer(Map<String, String> environment) {
        return OWN_ISSUER.stream().anyMatch(environment::containsKey);
    }

    /** Nothing of the stack's own vocabulary reaches a child by accident; everything else of the shell does. */
    Set<String> unset() {
        return given.keySet().stream()
                .filter(name -> OURS.contains(name) || name.startsWith("JWT_") || name.contains("_GATEWAY_SECRET"))
                .collect(Collectors.toSet());
    }

    Map<String, String> tool(Service tool, Secrets secrets) {
        Map<String, String> values = new TreeMap<>();
        values.put("PORT", String.valueOf(options.port(tool)));
        values.put("TOOL_GATEWAY_SECRET", secrets.named(tool.secretName()));
        if (tool == Service.GIT && !namesRepositories() && whyNotOurHistory().isEmpty()) {
            values.put("GIT_REPOSITORIES", "mcp-gateway=" + layout.root());
        }
        if (tool == Service.DOCS && !given.containsKey(DOCUMENT_STORE)) {
            values.put(DOCUMENT_STORE, "32MB");
        }
        return common(values);
    }

    /** A sentence about what will be missing, if anything is. */
    Optional<String> remark() {
        return options.has(Service.GIT) && !namesRepositories()
                ? whyNotOurHistory()
                        .map(why ->
                                "The git tool is given no repository: %s. GIT_REPOSITORIES names some.".formatted(why))
                : Optional.empty();
    }

    private boolean namesRepositories() {
        return given.keySet().stream().anyMatch(REPOSITORIES::contains);
    }

    /** On the first day our own history is something to look at; a ZIP has none, a linked work tree has it elsewhere. */
    private Optional<String> whyNotOurHistory() {
        String path = layout.root().toString();
        if (!Files.isDirectory(layout.root().resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(path + " has no folder .git");
        }
        boolean canBeSaid = path.indexOf(',') < 0 && path.equals(path.strip());
        return canBeSaid ? Optional.empty() : Optional.of("the setting cannot say the path '" + path + "'");
    }

    Map<String, String> issuer(Secrets secrets) {
        return common(Map.of(
                "PORT",
                String.valueOf(options.port(Service.ISSUER)),
                "ISSUER_URL",
                issuerUrl(),
                "ISSUER_KEY_FILE",
                layout.data().resolve("issuer-key.json").toString(),
                "JWT_AUDIENCE",
                AUDIENCE,
                Secrets.ISSUER_TOKEN,
                secrets.named(Secrets.ISSUER_TOKEN)));
    }

    Map<String, String> gateway(int number, Secrets secrets, Map<String, String> stores) {
        Map<String, String> values = new TreeMap<>(stores);
        values.put("GATEWAY_PORT", String.valueOf(options.gatewayPort(number)));
        values.put("MANAGEMENT_PORT", String.valueOf(options.managementPort(number)));
        values.put("GATEWAY_NAME", "gateway-" + number);
        values.put("GATEWAY_CONFIG_DIR", options.config().toString());
        values.put("GATEWAY_SPOOL_DIR", spool(number).toString());
        values.put("PUBLIC_URLS", "http://localhost:" + options.gatewayPort(number));
        for (Service tool : Service.TOOLS) {
            values.put(
                    tool.name() + "_URL",
                    given.getOrDefault(tool.name() + "_URL", "http://localhost:" + options.port(tool) + "/mcp"));
            values.put(tool.secretName(), secrets.named(tool.secretName()));
        }
        values.put(Secrets.SESSION_SEAL, secrets.named(Secrets.SESSION_SEAL));
        values.putAll(tokens());
        return common(values);
    }

    /** Enough to come up once with nothing behind it: no store, and a scratch folder in place of anybody's data. */
    Map<String, String> rehearsal(Service service, Secrets secrets, Path scratch) {
        Map<String, String> values = new TreeMap<>(
                switch (service) {
                    case GATEWAY -> gateway(1, secrets, Map.of());
                    case ISSUER -> issuer(secrets);
                    case CALCULATOR, DOCS, GIT -> tool(service, secrets);
                    case POSTGRES, REDIS -> Map.<String, String>of();
                });
        if (service == Service.GATEWAY) {
            // An issuer of one's own may lack a setting; the real start says so, the rehearsal must get through.
            values.keySet().removeIf(name -> name.startsWith("JWT_"));
            values.putAll(ownTokens());
        }
        values.put("GATEWAY_SPOOL_DIR", scratch.resolve("spool").toString());
        values.put("ISSUER_KEY_FILE", scratch.resolve("issuer-key.json").toString());
        return values;
    }

    private Map<String, String> tokens() {
        if (bringsOwnIssuer(given)) {
            return given.entrySet().stream()
                    .filter(variable -> variable.getKey().startsWith("JWT_"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
        return ownTokens();
    }

    private Map<String, String> ownTokens() {
        return Map.of(
                "JWT_JWKS_URL",
                issuerUrl() + "/.well-known/jwks.json",
                "JWT_ISSUER",
                issuerUrl(),
                "JWT_AUDIENCE",
                AUDIENCE,
                "JWT_ALLOWED_ALGORITHMS",
                "RS256,ES256");
    }

    /** The name in every token, and where OAuth clients look for the rest. */
    private String issuerUrl() {
        return "http://localhost:" + options.port(Service.ISSUER);
    }

    private Path spool(int number) {
        return layout.data().resolve("spool").resolve("gateway-" + number);
    }

    private static Map<String, String> common(Map<String, String> own) {
        Map<String, String> values = new TreeMap<>(own);
        values.put("BIND_ADDRESS", LOOPBACK);
        values.put("MODE", "development");
        return values;
    }
}
