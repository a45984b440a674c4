package dev.mcpgateway.issuer.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** RFC 6749 section 5.1. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") @Nullable String refreshToken,
        String scope) {
    public static TokenResponse bearer(String token, Duration lifetime, String scope) {
        return new TokenResponse(token, "Bearer", lifetime.toSeconds(), null, scope);
    }

    public TokenResponse with(@Nullable String newRefreshToken) {
        return new TokenResponse(accessToken, tokenType, expiresIn, newRefreshToken, scope);
    }

    @Override
    public String toString() {
        return "TokenResponse[***]";
    }
}
