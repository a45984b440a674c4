package dev.mcpgateway.config;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.PolicySpec.Issuer;

/** What is convenient on one's own machine and must not be so in production. All of it is named at once. */
final class Production {
    private static final int SHORTEST_SECRET = 16;
    private static final int FEWEST_LETTERS = 8;
    private static final Pattern INVENTED =
            Pattern.compile("secret|change.?me|example|develop|password|default|123456", Pattern.CASE_INSENSITIVE);

    private final Function<String, @Nullable String> settings;

    /** @param settings by their names in application.yaml */
    Production(Function<String, @Nullable String> settings) {
        this.settings = settings;
    }

    void check(Map<String, ServerSpec> servers, PolicySpec policy, Problems problems) {
        settings(problems);
        policy.issuers().values().forEach(issuer -> issuer(issuer, problems));
        servers(servers, problems);
    }

    private void settings(Problems problems) {
        secret("JWT_SECRET_KEY", "jwt.secret-key", problems);
        secret("JWT_PREVIOUS_SECRET_KEY", "jwt.previous-secret-key", problems);
        for (String url : said("gateway.public-urls")) {
            if (!url.startsWith("https://")) {
                problems.add(setting("PUBLIC_URLS"), "'" + url + "' is not https: tokens would travel readable");
            }
        }
        for (String origin : said("gateway.allowed-origins")) {
            if (origin.contains("*") || origin.equals("null")) {
                problems.add(setting("ALLOWED_ORIGINS"), "'" + origin + "' lets any web page call; name the origins");
            }
        }
        for (String algorithm : said("jwt.allowed-algorithms")) {
            if (algorithm.equalsIgnoreCase("none")) {
                problems.add(setting("JWT_ALLOWED_ALGORITHMS"), "'none' takes tokens that nobody signed");
            }
        }
        said("jwt.jwks-url").forEach(url -> source("JWT_JWKS_URL", url, problems));
        said("jwt.issuer").forEach(url -> source("JWT_ISSUER", url, problems));
    }

    private void secret(String variable, String name, Problems problems) {
        String value = settings.apply(name);
        if (value != null && !value.isBlank() && isInvented(value)) {
            problems.add(setting(variable), "is a development secret; make one with: openssl rand -base64 48");
        }
    }

    private static void issuer(Issuer issuer, Problems problems) {
        if (issuer.sameNames() && issuer.tenants().contains(Glob.ANY)) {
            problems.add(
                    issuer.at(),
                    "issuer '" + issuer.url() + "' may name any role in any tenant: that is for the development issuer;"
                            + " map its roles and name its tenants");
        }
        if (isLocal(issuer.url())) {
            problems.add(
                    issuer.at(),
                    "issuer '" + issuer.url() + "' is the development issuer, or at least on this machine");
        }
        issuer.keys()
                .flatMap(KeySource::url)
                .filter(url -> "http".equals(url.getScheme()))
                .ifPresent(url -> problems.add(
                        issuer.at(),
                        "the keys at '" + url + "' come without https: anybody on the way can replace them"));
    }

    private static void servers(Map<String, ServerSpec> servers, Problems problems) {
        Map<Secret, String> seen = new HashMap<>();
        for (ServerSpec server : servers.values()) {
            for (Secret secret : server.secrets()) {
                String other = seen.putIfAbsent(secret, server.name());
                if (other != null && !other.equals(server.name())) {
                    problems.add(
                            server.at(),
                            "server '" + server.name() + "' shows the same secret as '" + other
                                    + "' (TOOL_GATEWAY_SHARED_SECRET, perhaps): give each its own");
                }
                if (isInvented(secret.value())) {
                    problems.add(server.at(), "server '" + server.name() + "' has a development secret");
                }
            }
        }
    }

    private static void source(String variable, String url, Problems problems) {
        if (isLocal(url)) {
            problems.add(setting(variable), "'" + url + "' is the development issuer, or at least on this machine");
        } else if (url.startsWith("http://")) {
            problems.add(setting(variable), "'" + url + "' is not https: anybody on the way can replace the keys");
        }
    }

    private static boolean isLocal(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && List.of("localhost", "127.0.0.1", "[::1]").contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isInvented(String secret) {
        return secret.length() < SHORTEST_SECRET
                || secret.chars().distinct().count() < FEWEST_LETTERS
                || INVENTED.matcher(secret).find();
    }

    private List<String> said(String name) {
        String value = settings.apply(name);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static Location setting(String variable) {
        return new Location(variable, 0);
    }
}
