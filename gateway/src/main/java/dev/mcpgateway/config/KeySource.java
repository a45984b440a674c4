package dev.mcpgateway.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Where the keys of one issuer come from. Never from a token. */
public record KeySource(Kind kind, List<Secret> secrets, List<PublicKey> publicKeys, Optional<URI> url) {
    private static final int SHORTEST_SECRET = 32;

    /** The ways there are. */
    public enum Kind {
        /** Shared with the issuer; two while they are rotated. */
        SECRET,
        /** Written down here. */
        PEM,
        /** Fetched from a URL that is known. */
        JWKS,
        /** Fetched from the URL that the issuer's own metadata names. */
        DISCOVERY
    }

    public static KeySource secret(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (secret.value().getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
                throw new IllegalArgumentException("a secret must have at least " + SHORTEST_SECRET
                        + " bytes; make one with: openssl rand -base64 48");
            }
        }
        return new KeySource(Kind.SECRET, List.copyOf(secrets), List.of(), Optional.empty());
    }

    public static KeySource pem(String text) {
        return new KeySource(Kind.PEM, List.of(), Pem.publicKeys(text), Optional.empty());
    }

    public static KeySource jwks(URI url) {
        return new KeySource(Kind.JWKS, List.of(), List.of(), Optional.of(web(url)));
    }

    public static KeySource discovery(URI issuer) {
        return new KeySource(Kind.DISCOVERY, List.of(), List.of(), Optional.of(web(issuer)));
    }

    /** Whether {@code algorithm} can be meant: a public key never verifies an HMAC, nor a secret anything else. */
    public boolean fits(String algorithm) {
        return algorithm.startsWith("HS") == (kind == Kind.SECRET);
    }

    private static URI web(URI url) {
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isWeb || url.getHost() == null) {
            throw new IllegalArgumentException("'" + url + "' is not a URL that keys could be fetched from");
        }
        return url;
    }
}
