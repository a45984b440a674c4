package dev.mcpgateway.issuer.grant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

import dev.mcpgateway.issuer.key.Sha256;

/** Proof that who fetches the token is who began (RFC 7636), by S256 only: {@code plain} proves nothing to a listener. */
public final class Pkce {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private Pkce() {}

    public static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    public static boolean matches(String challenge, String verifier) {
        byte[] offered = Base64.getUrlEncoder().withoutPadding().encode(Sha256.of(verifier));
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(offered, challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
