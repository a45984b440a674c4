package dev.mcpgateway.issuer;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.mcpgateway.issuer.http.AdminToken;
import dev.mcpgateway.issuer.http.DiscoveryEndpoints;
import dev.mcpgateway.issuer.http.LocalDoor;
import dev.mcpgateway.issuer.http.MintEndpoint;
import dev.mcpgateway.issuer.http.RefusalRenderer;
import dev.mcpgateway.issuer.key.SigningKeys;
import dev.mcpgateway.issuer.oauth.AuthorizeEndpoint;
import dev.mcpgateway.issuer.oauth.RegisterEndpoint;
import dev.mcpgateway.issuer.oauth.TokenEndpoint;
import dev.mcpgateway.issuer.refusal.Refusal;
import dev.mcpgateway.issuer.token.AccessTokens;

import static org.springframework.web.reactive.function.server.RequestPredicates.contentType;

/** Puts the issuer together. */
@Configuration(proxyBeanMethods = false)
class IssuerWiring {
    /** How long a body may take to arrive. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_BODY = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            // A misspelt "role" would otherwise give a token without any.
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Bean
    WebFluxConfigurer boundedBodies() {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                configurer.defaultCodecs().maxInMemorySize(MAX_BODY);
            }
        };
    }

    /** Its own event loops: closing an issuer must not close what another server in this process listens with. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    AccessTokens accessTokens(IssuerSettings settings, SigningKeys keys, InstantSource clock) {
        return new AccessTokens(settings.url().toString(), settings.audience(), keys, clock);
    }

    @Bean
    RouterFunction<ServerResponse> discovery(IssuerSettings settings, SigningKeys keys) {
        return new DiscoveryEndpoints(settings.url().toString(), settings.algorithm(), keys).routes();
    }

    @Bean
    RouterFunction<ServerResponse> endpoints(
            AdminToken adminToken,
            AccessTokens tokens,
            AuthorizeEndpoint authorize,
            TokenEndpoint token,
            RegisterEndpoint register) {
        MintEndpoint mint = new MintEndpoint(adminToken, tokens, JSON, PATIENCE);
        return RouterFunctions.route()
                .GET("/authorize", authorize::authorize)
                .POST("/token", contentType(MediaType.APPLICATION_FORM_URLENCODED), token::token)
                .POST("/token", contentType(MediaType.APPLICATION_JSON), mint::mint)
                .POST("/token", request -> unsupported("application/x-www-form-urlencoded or application/json"))
                .POST("/register", contentType(MediaType.APPLICATION_JSON), register::register)
                .POST("/register", request -> unsupported("application/json"))
                .build();
    }

    private static Mono<ServerResponse> unsupported(String wanted) {
        return Mono.error(Refusal.of(415, "invalid_request", "Content-Type must be " + wanted));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LocalDoor localDoor(IssuerSettings settings) {
        return new LocalDoor(settings.url(), settings.allowRemote());
    }

    /** Before Spring's own, which would answer in another form. */
    @Bean
    @Order(-2)
    RefusalRenderer refusals() {
        return new RefusalRenderer(JSON);
    }
}
