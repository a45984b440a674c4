package dev.mcpgateway.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/** Writes tokens by hand: a library refuses to write most of what somebody sends who wants in. */
abstract class TokenForge {
    static final String OTHER_ISSUER = "https://other.example";

    final KeyPair rsa = keys("RSA");
    final KeyPair ec = keys("EC");
    final KeyPair foreign = keys("RSA");
    static final String HS = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    static final String ES = "SHA256withECDSAinP1363Format";

    String claims() {
        return with("x", null);
    }

    /** The good claims with one of them another way; null leaves it out. */
    String with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iss", "\"" + Tokens.ISSUER + "\"");
        claims.put("aud", "\"" + Tokens.AUDIENCE + "\"");
        claims.put("sub", "\"ada\"");
        claims.put("workspace", "\"demo\"");
        claims.put("roles", "[\"reader\"]");
        claims.put("iat", now());
        claims.put("exp", now() + 3_600);
        claims.put(name, value);
        StringBuilder json = new StringBuilder("{");
        claims.forEach((key, says) -> {
            if (says != null) {
                json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(key)
                        .append("\":")
                        .append(says);
            }
        });
        return json.append('}').toString();
    }

    String other() {
        return claims().replace(Tokens.ISSUER, OTHER_ISSUER).replace("\"demo\"", "\"acme\"");
    }

    /** In seconds, as tokens count. */
    static long now() {
        return Instant.now().getEpochSecond();
    }

    static byte[] secret() {
        return Tokens.SECRET.getBytes(StandardCharsets.UTF_8);
    }

    static String raw(String header, String claims) {
        return b64(header.getBytes(StandardCharsets.UTF_8)) + "." + b64(claims.getBytes(StandardCharsets.UTF_8));
    }

    String unsigned(String header) {
        return raw(header, claims()) + ".";
    }

    static String hs(String header, String claims) {
        return mac(header, claims, secret(), "HmacSHA256");
    }

    static String mac(String header, String claims, byte[] key, String algorithm) {
        return macOf(raw(header, claims), key, algorithm);
    }

    static String macOf(String input, byte[] key, String algorithm) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return input + "." + b64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String rs(String header, String claims, PrivateKey key) {
        return sign(header, claims, key, "SHA256withRSA");
    }

    static String sign(String header, String claims, PrivateKey key, String algorithm) {
        String input = raw(header, claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + b64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 32 bytes take 43 letters, of whose last two bits are free. */
    static String sameBits(String signature) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = letters.indexOf(signature.charAt(signature.length() - 1));
        return signature.substring(0, signature.length() - 1) + letters.charAt(last ^ 1);
    }

    static String b64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static KeyPair keys(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
