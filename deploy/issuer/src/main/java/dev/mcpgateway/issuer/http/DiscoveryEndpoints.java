package dev.mcpgateway.issuer.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import dev.mcpgateway.issuer.client.GrantType;
import dev.mcpgateway.issuer.key.Algorithm;
import dev.mcpgateway.issuer.key.SigningKeys;

/** What clients and the gateway learn without a token: keys, and where everything is (RFC 8414, OpenID Connect Discovery). */
public final class DiscoveryEndpoints {
    private static final String JWKS = "/.well-known/jwks.json";

    private final Map<String, Object> keys;
    private final Map<String, Object> server;

    public DiscoveryEndpoints(String issuer, Algorithm algorithm, SigningKeys keys) {
        this.keys = keys.published();
        server = new LinkedHashMap<>();
        server.put("issuer", issuer);
        server.put("authorization_endpoint", issuer + "/authorize");
        server.put("token_endpoint", issuer + "/token");
        server.put("registration_endpoint", issuer + "/register");
        server.put("jwks_uri", issuer + JWKS);
        server.put("response_types_supported", List.of("code"));
        server.put("response_modes_supported", List.of("query"));
        server.put(
                "grant_types_supported",
                Stream.of(GrantType.values()).map(GrantType::wire).toList());
        server.put("code_challenge_methods_supported", List.of("S256"));
        server.put(
                "token_endpoint_auth_methods_supported", List.of("none", "client_secret_basic", "client_secret_post"));
        server.put("authorization_response_iss_parameter_supported", true);
        server.put("client_id_metadata_document_supported", true);
        server.put("subject_types_supported", List.of("public"));
        server.put("id_token_signing_alg_values_supported", List.of(algorithm.name()));
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET(JWKS, request -> answer(keys))
                .GET("/.well-known/oauth-authorization-server", this::metadata)
                .GET("/.well-known/openid-configuration", this::metadata)
                .GET("/health", request -> answer(Map.of("status", "ok", "server", "issuer")))
                .build();
    }

    private Mono<ServerResponse> metadata(ServerRequest request) {
        return answer(server);
    }

    private static Mono<ServerResponse> answer(Map<String, Object> body) {
        return ServerResponse.ok().bodyValue(body);
    }
}
