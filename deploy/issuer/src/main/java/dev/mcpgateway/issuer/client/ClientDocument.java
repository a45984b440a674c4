package dev.mcpgateway.issuer.client;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.issuer.refusal.Refusal;

/** What a client says about itself at its URL. Members that are not listed here are none of our business. */
record ClientDocument(
        @JsonProperty("client_id") @Nullable String clientId,
        @JsonProperty("client_name") @Nullable String clientName,
        @JsonProperty("redirect_uris") @Nullable List<@Nullable String> redirectUris,
        @JsonProperty("grant_types") @Nullable List<@Nullable String> grantTypes,

        @JsonProperty("token_endpoint_auth_method") @Nullable
        String authMethod,

        @JsonProperty("client_secret") @Nullable String secret) {
    private static final int MOST_REDIRECTS = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Client read(String url, byte[] document, RedirectUris rules) {
        return parse(document).client(url, rules);
    }

    private static ClientDocument parse(byte[] document) {
        try {
            return Optional.ofNullable(JSON.readValue(document, ClientDocument.class))
                    .orElseThrow(() -> refused("is no JSON object"));
        } catch (JacksonException e) {
            throw refused("is no JSON object of the expected members");
        }
    }

    private Client client(String url, RedirectUris rules) {
        if (!url.equals(clientId)) {
            throw refused("names another client_id");
        }
        if (clientName == null || clientName.isBlank()) {
            throw refused("has no client_name");
        }
        if (secret != null || (authMethod != null && !"none".equals(authMethod))) {
            throw refused("asks for a secret; only token_endpoint_auth_method none works here");
        }
        if (redirectUris == null || redirectUris.isEmpty() || redirectUris.size() > MOST_REDIRECTS) {
            throw refused("must have 1 to " + MOST_REDIRECTS + " redirect_uris");
        }
        List<String> redirects =
                redirectUris.stream().map(uri -> uri == null ? "" : uri).toList();
        redirects.forEach(rules::requireRegistrable);
        return new Client(url, redirects, grants(), Optional.empty());
    }

    private Set<GrantType> grants() {
        Set<GrantType> grants = EnumSet.of(GrantType.AUTHORIZATION_CODE);
        if (grantTypes != null && grantTypes.contains(GrantType.REFRESH_TOKEN.wire())) {
            grants.add(GrantType.REFRESH_TOKEN);
        }
        return grants;
    }

    private static Refusal refused(String why) {
        return Refusal.invalidClient("The client_id's document " + why);
    }
}
