package dev.mcpgateway.issuer.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import dev.mcpgateway.issuer.client.Client;
import dev.mcpgateway.issuer.client.Clients;
import dev.mcpgateway.issuer.client.GrantType;
import dev.mcpgateway.issuer.client.RedirectUris;
import dev.mcpgateway.issuer.grant.Grant;
import dev.mcpgateway.issuer.grant.Grants;
import dev.mcpgateway.issuer.grant.Pkce;
import dev.mcpgateway.issuer.refusal.Refusal;

/**
 * {@code GET /authorize} (RFC 6749 section 4.1.1). Approves at once: there is no page and nobody to press a button. What a page
 * would be for is done by rules instead: a code goes only to a place that is trusted, and only for a browser that was not sent
 * here by some web site.
 */
public final class AuthorizeEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizeEndpoint.class);
    private static final int LONGEST_STATE = 2_048;

    private final String issuer;
    private final Clients clients;
    private final RedirectUris redirectUris;
    private final Grants grants;
    private final SignIn signIn;

    public AuthorizeEndpoint(String issuer, Clients clients, RedirectUris redirectUris, Grants grants, SignIn signIn) {
        this.issuer = issuer;
        this.clients = clients;
        this.redirectUris = redirectUris;
        this.grants = grants;
        this.signIn = signIn;
    }

    public Mono<ServerResponse> authorize(ServerRequest request) {
        if (isSentByAnotherSite(request)) {
            return Mono.error(Refusal.of(
                    403,
                    "access_denied",
                    "A page of another site sent the browser here; begin the sign-in on this machine"));
        }
        Parameters parameters = new Parameters(request.queryParams());
        return Mono.defer(() -> clients.find(parameters.require("client_id")))
                .flatMap(client -> answer(client, parameters));
    }

    private boolean isSentByAnotherSite(ServerRequest request) {
        String referer = request.headers().asHttpHeaders().getFirst("Referer");
        return "cross-site".equals(request.headers().asHttpHeaders().getFirst("Sec-Fetch-Site"))
                && (referer == null || !redirectUris.isTrusted(referer));
    }

    /** Until the redirect_uri is known to be good, a mistake is told here; sending it there would make us an open redirector. */
    private Mono<ServerResponse> answer(Client client, Parameters parameters) {
        String redirectUri = parameters.require("redirect_uri");
        if (!redirectUris.matches(client, redirectUri)) {
            return Mono.error(Refusal.invalidRequest("The redirect_uri is none of those the client registered"));
        }
        if (!redirectUris.isTrusted(redirectUri)) {
            return Mono.error(
                    Refusal.of(
                            403,
                            "access_denied",
                            "The redirect_uri leads away from this machine; name its https://host in ISSUER_TRUSTED_REDIRECTS"));
        }
        Map<String, String> told = new LinkedHashMap<>();
        try {
            told.put("code", grants.code(grant(client, redirectUri, parameters)));
        } catch (Refusal refusal) {
            told.put("error", refusal.error());
            told.put("error_description", refusal.description());
        }
        parameters.values().getOrDefault("state", List.of()).stream()
                .filter(state -> state != null && !state.isEmpty() && state.length() <= LONGEST_STATE)
                .findFirst()
                .ifPresent(state -> told.put("state", state));
        told.put("iss", issuer);
        return redirect(redirectUri, told);
    }

    private Grant grant(Client client, String redirectUri, Parameters parameters) {
        if (!"code".equals(parameters.require("response_type"))) {
            throw Refusal.of("unsupported_response_type", "response_type must be code");
        }
        if (!client.grants().contains(GrantType.AUTHORIZATION_CODE)) {
            throw Refusal.of("unauthorized_client", "The client did not register for authorization_code");
        }
        if (!"S256".equals(parameters.require("code_challenge_method"))
                || !Pkce.isChallenge(parameters.require("code_challenge"))) {
            throw Refusal.invalidRequest("PKCE is required, with code_challenge_method S256 and its 43 characters");
        }
        if (parameters.find("state").orElse("").length() > LONGEST_STATE) {
            throw Refusal.invalidRequest("state is longer than " + LONGEST_STATE + " characters");
        }
        Grant grant = new Grant(
                client.id(),
                redirectUri,
                parameters.require("code_challenge"),
                signIn.as(parameters.find("login_hint")),
                parameters.resources(),
                parameters.scope());
        LOG.info(
                "Signed in {} towards {}",
                grant.identity().user(),
                URI.create(redirectUri).getHost());
        return grant;
    }

    private static Mono<ServerResponse> redirect(String redirectUri, Map<String, String> told) {
        String query = told.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ServerResponse.status(HttpStatus.FOUND)
                .location(URI.create(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query))
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
