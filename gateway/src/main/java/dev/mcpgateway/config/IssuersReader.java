package dev.mcpgateway.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.PolicySpec.Issuer;
import dev.mcpgateway.config.PolicySpec.Role;

/** Reads whose tokens count, what their names mean here, and where their keys come from. */
final class IssuersReader {
    private static final Pattern ALGORITHM = Pattern.compile("(HS|RS|PS|ES)(256|384|512)");

    private final Map<String, Role> roles;
    private final Problems problems;
    private final Function<String, @Nullable String> environment;

    IssuersReader(Map<String, Role> roles, Problems problems, Function<String, @Nullable String> environment) {
        this.roles = roles;
        this.problems = problems;
        this.environment = environment;
    }

    Map<String, Issuer> read(Map<String, Section> sections) {
        Map<String, Issuer> issuers = new LinkedHashMap<>();
        sections.forEach((url, section) -> issuers.put(url, issuer(url, section)));
        return issuers;
    }

    private Issuer issuer(String url, Section section) {
        Map<String, String> mapping = new HashMap<>();
        boolean sameNames = false;
        Optional<Section> names = section.child("roles");
        if (names.isPresent()) {
            for (String name : names.get().keys()) {
                String role = names.get().required(name);
                if (name.equals(PolicySpec.ANYBODY) && role.equals("same")) {
                    sameNames = true;
                } else if (roles.containsKey(role)) {
                    mapping.put(name, role);
                } else {
                    problems.unknown(names.get().at(name), "role", role, roles.keySet());
                }
            }
        }
        List<Glob> tenants = section.texts("tenants").stream().map(Glob::new).toList();
        if (tenants.isEmpty()) {
            section.problem("tenants", "say whose tokens this issuer may write: 'tenants: [acme]', or [\"*\"]");
        }
        Optional<KeySource> keys = section.child("keys").flatMap(child -> keys(section, child, url));
        List<String> algorithms = section.texts("algorithms");
        for (String algorithm : algorithms) {
            if (!ALGORITHM.matcher(algorithm).matches()) {
                section.problem("algorithms", "'" + algorithm + "' is not one of HS, RS, PS, ES with 256, 384 or 512");
            } else if (keys.isPresent() && !keys.get().fits(algorithm)) {
                section.problem(
                        "algorithms",
                        algorithm + " does not go with these keys: HS needs a secret, the others public keys");
            }
        }
        section.end();
        return new Issuer(url, tenants, Map.copyOf(mapping), sameNames, keys, algorithms, section.at());
    }

    private Optional<KeySource> keys(Section issuer, Section section, String url) {
        List<KeySource> sources = new ArrayList<>();
        List<Secret> secrets = section.sections("secret").stream()
                .flatMap(item -> variable(item).stream())
                .map(Secret::new)
                .toList();
        if (!secrets.isEmpty()) {
            made(section, "secret", () -> KeySource.secret(secrets)).ifPresent(sources::add);
        }
        section.child("pem")
                .flatMap(this::variable)
                .flatMap(text -> made(section, "pem", () -> KeySource.pem(text)))
                .ifPresent(sources::add);
        section.text("jwks")
                .flatMap(text -> made(section, "jwks", () -> KeySource.jwks(URI.create(text))))
                .ifPresent(sources::add);
        if (section.flag("discovery")) {
            made(section, "discovery", () -> KeySource.discovery(URI.create(url)))
                    .ifPresent(sources::add);
        }
        if (section.keys().size() != 1) {
            issuer.problem("keys", "say one of 'secret', 'pem', 'jwks' or 'discovery: true'");
        }
        section.end();
        return sources.stream().findFirst();
    }

    private static Optional<KeySource> made(Section section, String key, Supplier<KeySource> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            section.problem(key, "'" + key + "': " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> variable(Section section) {
        String name = section.required("env");
        section.end();
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            if (!name.isEmpty()) {
                section.problem("env", "environment variable " + name + " (or " + name + "_FILE) is not set");
            }
            return Optional.empty();
        }
        return Optional.of(value);
    }
}
