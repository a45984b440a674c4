package dev.mcpgateway.auth;

import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;

/**
 * From a token to what it says, or to what is wrong with it. The algorithm comes from our list, the key from our
 * source; the token's own header only chooses among them.
 */
final class TokenVerifier {
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));
    private static final int LONGEST_NAME = 256;

    private final JwtSettings settings;
    private final Set<JWSAlgorithm> algorithms;
    private final Keys keys;
    private final InstantSource clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final Duration skew;

    TokenVerifier(JwtSettings settings, Keys keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.algorithms =
                settings.allowedAlgorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        this.skew = Duration.ofSeconds(settings.clockSkewSeconds());
    }

    Mono<Verified> verify(String token) {
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException e) {
            return Mono.error(refused("the token is not a signed JWT"));
        }
        JWSHeader header = jwt.getHeader();
        if (!algorithms.contains(header.getAlgorithm())) {
            return Mono.error(refused("the token's algorithm is not allowed here"));
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            return Mono.error(refused("the token's type is not JWT"));
        }
        return keys.fitting(header).map(fitting -> {
            if (!isSignedByOneOf(fitting, jwt)) {
                throw refused("the token's signature cannot be verified");
            }
            return read(claims(jwt));
        });
    }

    private boolean isSignedByOneOf(List<Key> fitting, SignedJWT jwt) {
        for (Key key : fitting) {
            try {
                if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
                    return true;
                }
            } catch (JOSEException e) {
                // A key of another kind than the header says: the same as a wrong signature.
            }
        }
        return false;
    }

    private Verified read(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant expires = instant(claims.getExpirationTime());
        if (expires == null) {
            throw refused("the token has no expiry");
        }
        if (!expires.plus(skew).isAfter(now)) {
            throw refused("the token has expired; get a new one");
        }
        Instant notBefore = instant(claims.getNotBeforeTime());
        if (notBefore != null && notBefore.minus(skew).isAfter(now)) {
            throw refused("the token is not valid yet");
        }
        checkAge(instant(claims.getIssueTime()), now);
        checkApiVersion(claims);
        return new Verified(
                text(claims, "iss"),
                user(claims),
                text(claims, settings.tenantClaim()),
                names(claims, settings.rolesClaim()),
                Set.copyOf(names(claims, claims.getClaim("scope") == null ? "scp" : "scope")),
                List.copyOf(claims.getAudience()),
                expires);
    }

    private void checkAge(@Nullable Instant issued, Instant now) {
        if (issued != null && issued.minus(skew).isAfter(now)) {
            throw refused("the token was issued in the future");
        }
        if (settings.maxTokenAgeMinutes() > 0) {
            if (issued == null) {
                throw refused("the token does not say when it was issued");
            }
            Duration oldest = Duration.ofMinutes(settings.maxTokenAgeMinutes()).plus(skew);
            if (issued.plus(oldest).isBefore(now)) {
                throw refused("the token is too old; get a new one");
            }
        }
    }

    private void checkApiVersion(JWTClaimsSet claims) {
        if (!settings.allowedApiVersions().isEmpty()
                && !settings.allowedApiVersions().contains(text(claims, settings.apiVersionClaim()))) {
            throw refused("the token's API version is not allowed here");
        }
    }

    private String user(JWTClaimsSet claims) {
        if (!settings.userIdClaim().isEmpty()) {
            return text(claims, settings.userIdClaim());
        }
        return claims.getClaim("sub") != null ? text(claims, "sub") : text(claims, "user_id");
    }

    /** A list of names, or one string with spaces between them; what is neither is nothing. */
    private static List<String> names(JWTClaimsSet claims, String name) {
        Object claim = claims.getClaim(name);
        if (claim instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return claim instanceof String text && !text.isBlank()
                ? List.of(text.strip().split("\\s+"))
                : List.of();
    }

    /** A name from a token becomes part of keys and headers, so it is short and holds nothing unprintable. */
    private static String text(JWTClaimsSet claims, String name) {
        if (claims.getClaim(name) instanceof String text
                && !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        throw refused("the token's claim '" + name + "' is missing or not usable");
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused("the token's claims cannot be read");
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static CallFailure refused(String why) {
        return CallFailure.of(Reason.UNAUTHENTICATED, why);
    }
}
