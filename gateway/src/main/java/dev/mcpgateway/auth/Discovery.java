package dev.mcpgateway.auth;

import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where an issuer keeps its keys, by its own metadata: OpenID Connect Discovery, then RFC 8414. */
final class Discovery {
    private final Fetch fetch;

    Discovery(Fetch fetch) {
        this.fetch = fetch;
    }

    /** The issuer's {@code jwks_uri}, if the metadata is really that of this issuer. */
    Mono<String> keysOf(URI issuer) {
        return Flux.fromIterable(places(issuer))
                .concatMap(place ->
                        fetch.text(place).map(text -> jwksUri(text, issuer)).onErrorResume(e -> Mono.empty()))
                .next()
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("its metadata does not answer, or is not that of " + issuer)));
    }

    private static List<String> places(URI issuer) {
        String url = issuer.toString();
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        String path = issuer.getRawPath() == null || issuer.getRawPath().equals("/") ? "" : issuer.getRawPath();
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        return List.of(
                bare + "/.well-known/openid-configuration", origin + "/.well-known/oauth-authorization-server" + path);
    }

    private static String jwksUri(String metadata, URI issuer) {
        try {
            Map<String, Object> document = JSONObjectUtils.parse(metadata);
            if (issuer.toString().equals(document.get("issuer"))
                    && document.get("jwks_uri") instanceof String url
                    && (url.startsWith("https://")
                            || (url.startsWith("http://") && "http".equals(issuer.getScheme())))) {
                return url;
            }
        } catch (ParseException e) {
            // Said below, in the same words as for the metadata of somebody else.
        }
        throw new IllegalStateException("not the metadata of " + issuer);
    }
}
