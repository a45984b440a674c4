package dev.mcpgateway.issuer.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.mcpgateway.issuer.refusal.Refusal;

/**
 * Where an authorization code may go. Nobody is asked before one is sent, so it stays on this machine, unless the operator
 * trusts another place.
 */
public final class RedirectUris {
    private static final int LONGEST = 1_024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<Trusted> trusted;

    /** @param trusted {@code scheme://} for an application on this machine, {@code https://host} for a site elsewhere */
    public RedirectUris(List<String> trusted) {
        this.trusted = trusted.stream().map(Trusted::parse).toList();
    }

    /** For a registration: a web site may be registered beside a loopback address, whether it is trusted or not. */
    void requireRegistrable(String uri) {
        URI parsed = parse(uri).orElseThrow(() -> refused("is no absolute URI without fragment and user"));
        if (!"https".equals(parsed.getScheme()) && !isTrusted(parsed)) {
            throw refused("must be http on localhost, 127.0.0.1 or [::1], or https, or have a scheme that the issuer's"
                    + " ISSUER_TRUSTED_REDIRECTS names");
        }
    }

    private static Refusal refused(String why) {
        return Refusal.of("invalid_redirect_uri", "A redirect_uri " + why);
    }

    /** Exactly one of those registered; the port of a loopback address is chosen late and may differ (RFC 8252 section 7.3). */
    public boolean matches(Client client, String offered) {
        return client.redirectUris().stream().anyMatch(registered -> matches(registered, offered));
    }

    public boolean isTrusted(String uri) {
        return parse(uri).filter(this::isTrusted).isPresent();
    }

    private boolean isTrusted(URI uri) {
        return isLoopback(uri) || trusted.stream().anyMatch(place -> place.covers(uri));
    }

    private static boolean matches(String registered, String offered) {
        if (registered.equals(offered)) {
            return true;
        }
        Optional<String> withoutPort = loopbackWithoutPort(offered);
        return withoutPort.isPresent() && withoutPort.equals(loopbackWithoutPort(registered));
    }

    private static Optional<String> loopbackWithoutPort(String uri) {
        return parse(uri)
                .filter(RedirectUris::isLoopback)
                .map(parsed -> "http://" + parsed.getHost() + parsed.getRawPath()
                        + (parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery()));
    }

    private static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    private static Optional<URI> parse(String uri) {
        try {
            URI parsed = new URI(uri);
            boolean sound = uri.length() <= LONGEST
                    && parsed.isAbsolute()
                    && !parsed.isOpaque()
                    && parsed.getHost() != null
                    && parsed.getRawFragment() == null
                    && parsed.getRawUserInfo() == null;
            return sound ? Optional.of(parsed) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private record Trusted(String scheme, String host) {
        static Trusted parse(String place) {
            String[] parts = place.split("://", 2);
            if (parts.length != 2 || !parts[0].matches("[a-z][a-z0-9+.-]*") || !parts[1].matches("[a-z0-9.-]*")) {
                throw new IllegalArgumentException(
                        "ISSUER_TRUSTED_REDIRECTS: '" + place + "' is neither scheme:// nor https://host");
            }
            if (parts[0].startsWith("http") && parts[1].isEmpty()) {
                throw new IllegalArgumentException(
                        "ISSUER_TRUSTED_REDIRECTS: '" + place + "' would trust every web site");
            }
            return new Trusted(parts[0], parts[1]);
        }

        boolean covers(URI uri) {
            return scheme.equals(uri.getScheme()) && (host.isEmpty() || host.equals(uri.getHost()));
        }
    }
}
