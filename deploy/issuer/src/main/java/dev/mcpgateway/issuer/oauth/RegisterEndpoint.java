package dev.mcpgateway.issuer.oauth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.issuer.client.Client;
import dev.mcpgateway.issuer.client.GrantType;
import dev.mcpgateway.issuer.client.Registrations;
import dev.mcpgateway.issuer.refusal.Refusal;

/** {@code POST /register} (RFC 7591): any program may become a client, and none can fill a store by it. */
public final class RegisterEndpoint {
    private static final Set<String> WITH_SECRET = Set.of("client_secret_basic", "client_secret_post");
    private static final int LONGEST_NAME = 256;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Registrations registrations;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience how long a body may take to arrive */
    public RegisterEndpoint(Registrations registrations, InstantSource clock, Duration patience) {
        this.registrations = registrations;
        this.clock = clock;
        this.patience = patience;
    }

    public Mono<ServerResponse> register(ServerRequest request) {
        return request.bodyToMono(byte[].class)
                .timeout(patience)
                .switchIfEmpty(Mono.error(() -> invalid("The body is empty")))
                .map(RegisterEndpoint::read)
                .map(this::registered)
                .flatMap(answer -> ServerResponse.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(answer));
    }

    private static Asked read(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readValue(body, Asked.class))
                    .orElseThrow(() -> invalid("The body must be a JSON object"));
        } catch (JacksonException e) {
            throw invalid("The body must be a JSON object with the members of RFC 7591");
        }
    }

    private Answer registered(Asked asked) {
        String method = Optional.ofNullable(asked.authMethod()).orElse("client_secret_basic");
        boolean confidential = WITH_SECRET.contains(method);
        if (!confidential && !"none".equals(method)) {
            throw invalid("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post");
        }
        if (asked.name() != null && asked.name().length() > LONGEST_NAME) {
            throw invalid("client_name is longer than " + LONGEST_NAME + " characters");
        }
        Client client = registrations.register(texts(asked.redirectUris()).toList(), grants(asked), confidential);
        return new Answer(
                client.id(),
                clock.instant().getEpochSecond(),
                client.secret().orElse(null),
                client.isConfidential() ? 0 : null,
                client.redirectUris(),
                client.grants().stream().map(GrantType::wire).sorted().toList(),
                client.grants().contains(GrantType.AUTHORIZATION_CODE) ? List.of("code") : List.of(),
                method,
                asked.name());
    }

    /** Grants that do not exist here are left out, as section 2 allows; the answer says what is left. */
    private static Set<GrantType> grants(Asked asked) {
        Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
        if (asked.grantTypes() == null) {
            grants.add(GrantType.AUTHORIZATION_CODE);
        }
        texts(asked.grantTypes()).flatMap(wire -> GrantType.of(wire).stream()).forEach(grants::add);
        if (grants.isEmpty()) {
            throw invalid("grant_types names none of authorization_code, refresh_token, client_credentials");
        }
        return grants;
    }

    private static Stream<String> texts(@Nullable List<@Nullable String> list) {
        return list == null ? Stream.empty() : list.stream().map(text -> text == null ? "" : text);
    }

    private static Refusal invalid(String description) {
        return Refusal.of("invalid_client_metadata", description);
    }

    private record Asked(
            @JsonProperty("redirect_uris") @Nullable List<@Nullable String> redirectUris,
            @JsonProperty("grant_types") @Nullable List<@Nullable String> grantTypes,

            @JsonProperty("token_endpoint_auth_method") @Nullable
            String authMethod,

            @JsonProperty("client_name") @Nullable String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answer(
            @JsonProperty("client_id") String id,
            @JsonProperty("client_id_issued_at") long issuedAt,
            @JsonProperty("client_secret") @Nullable String secret,

            @JsonProperty("client_secret_expires_at") @Nullable
            Integer secretExpiresAt,

            @JsonProperty("redirect_uris") List<String> redirectUris,
            @JsonProperty("grant_types") List<String> grantTypes,
            @JsonProperty("response_types") List<String> responseTypes,
            @JsonProperty("token_endpoint_auth_method") String authMethod,
            @JsonProperty("client_name") @Nullable String name) {
        @Override
        public String toString() {
            return "Answer[***]";
        }
    }
}
