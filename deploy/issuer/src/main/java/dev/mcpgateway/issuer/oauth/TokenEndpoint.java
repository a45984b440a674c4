package dev.mcpgateway.issuer.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import dev.mcpgateway.issuer.client.Client;
import dev.mcpgateway.issuer.client.Clients;
import dev.mcpgateway.issuer.client.GrantType;
import dev.mcpgateway.issuer.grant.Grant;
import dev.mcpgateway.issuer.grant.Grants;
import dev.mcpgateway.issuer.grant.Grants.Link;
import dev.mcpgateway.issuer.grant.Grants.Opened;
import dev.mcpgateway.issuer.grant.Pkce;
import dev.mcpgateway.issuer.refusal.Refusal;
import dev.mcpgateway.issuer.token.AccessTokens;
import dev.mcpgateway.issuer.token.Identity;
import dev.mcpgateway.issuer.token.TokenResponse;

/** {@code POST /token} as a form (RFC 6749 section 3.2): codes, refresh tokens and client secrets become access tokens. */
public final class TokenEndpoint {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Clients clients;
    private final Grants grants;
    private final SignIn signIn;
    private final AccessTokens tokens;
    private final Duration patience;

    /** @param patience how long a body may take to arrive */
    public TokenEndpoint(Clients clients, Grants grants, SignIn signIn, AccessTokens tokens, Duration patience) {
        this.clients = clients;
        this.grants = grants;
        this.signIn = signIn;
        this.tokens = tokens;
        this.patience = patience;
    }

    public Mono<ServerResponse> token(ServerRequest request) {
        List<String> authorization = request.headers().header("Authorization");
        return request.formData()
                .timeout(patience)
                .onErrorMap(IllegalArgumentException.class, e -> Refusal.invalidRequest("The form cannot be decoded"))
                .map(Parameters::new)
                .flatMap(parameters ->
                        authenticated(authorization, parameters).map(client -> granted(client, parameters)))
                .flatMap(response ->
                        ServerResponse.ok().cacheControl(CacheControl.noStore()).bodyValue(response));
    }

    private Mono<Client> authenticated(List<String> authorization, Parameters parameters) {
        return Mono.fromCallable(() -> Credentials.read(authorization, parameters))
                .flatMap(credentials -> clients.find(credentials.clientId()).doOnNext(client -> {
                    if (!client.proves(credentials.secret())) {
                        throw Refusal.invalidClient("The client's secret is missing or wrong");
                    }
                }));
    }

    private TokenResponse granted(Client client, Parameters parameters) {
        GrantType type = GrantType.of(parameters.require("grant_type"))
                .orElseThrow(() -> Refusal.of(
                        "unsupported_grant_type",
                        "grant_type must be authorization_code, refresh_token or client_credentials"));
        if (!client.grants().contains(type)) {
            throw Refusal.of("unauthorized_client", "The client did not register for " + type.wire());
        }
        return switch (type) {
            case AUTHORIZATION_CODE -> byCode(client, parameters);
            case REFRESH_TOKEN -> byRefreshToken(client, parameters);
            case CLIENT_CREDENTIALS -> byItself(client, parameters);
        };
    }

    private TokenResponse byCode(Client client, Parameters parameters) {
        String verifier = parameters.require("code_verifier");
        String redirectUri = parameters.require("redirect_uri");
        Opened opened = open(Link.CODE, parameters.require("code"), client);
        Grant grant = opened.grant();
        if (!grant.redirectUri().equals(redirectUri)) {
            throw Refusal.invalidGrant("The redirect_uri is not the one the code was sent to");
        }
        if (!Pkce.matches(grant.challenge(), verifier)) {
            throw Refusal.invalidGrant("The code_verifier does not fit the code_challenge");
        }
        return onBehalf(client, opened, grant.scope(), parameters);
    }

    private TokenResponse byRefreshToken(Client client, Parameters parameters) {
        Opened opened = open(Link.REFRESH_TOKEN, parameters.require("refresh_token"), client);
        String granted = opened.grant().scope();
        String asked = parameters.scope();
        if (!names(granted).containsAll(names(asked))) {
            throw Refusal.of("invalid_scope", "A refresh cannot widen the scope");
        }
        return onBehalf(client, opened, asked.isEmpty() ? granted : asked, parameters);
    }

    private Opened open(Link as, String secret, Client client) {
        return grants.open(as, secret)
                .filter(opened -> opened.grant().clientId().equals(client.id()))
                .orElseThrow(() -> Refusal.invalidGrant(
                        "The " + as.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                + " is unknown, expired, used before, or another client's; sign in again"));
    }

    private TokenResponse onBehalf(Client client, Opened opened, String scope, Parameters parameters) {
        Grant grant = opened.grant();
        List<String> asked = parameters.resources();
        if (!grant.resources().containsAll(asked)) {
            throw Refusal.of("invalid_target", "A resource here must be one that the sign-in named");
        }
        Optional<String> next =
                client.grants().contains(GrantType.REFRESH_TOKEN) ? grants.refreshToken(opened) : Optional.empty();
        return response(grant.identity(), asked.isEmpty() ? grant.resources() : asked, scope)
                .with(next.orElse(null));
    }

    private TokenResponse byItself(Client client, Parameters parameters) {
        return response(signIn.asClient(client), parameters.resources(), parameters.scope());
    }

    private TokenResponse response(Identity identity, List<String> resources, String scope) {
        return TokenResponse.bearer(tokens.issue(identity, resources, scope, LIFETIME), LIFETIME, scope);
    }

    private static Set<String> names(String scope) {
        return scope.isEmpty() ? Set.of() : Set.copyOf(List.of(scope.split(" ")));
    }
}
