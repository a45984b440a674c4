package dev.mcpgateway.it;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens as somebody writes them who wants in, each wrong in one way, and good ones that differ from them as little as
 * can be. Written by hand, because a library refuses to write most of them.
 */
final class HostileTokens extends TokenForge {
    private final Map<String, String> all = new LinkedHashMap<>();

    /** The other issuer's public keys, as an operator writes them down. */
    String pem() {
        return pem(rsa) + pem(ec);
    }

    Map<String, String> good() {
        all.clear();
        all.put("plain", hs(HS, claims()));
        all.put("without a type", hs("{\"alg\":\"HS256\"}", claims()));
        all.put("of type at+jwt", hs("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", claims()));
        all.put("with a kid nobody asked for", hs("{\"alg\":\"HS256\",\"kid\":\"7\"}", claims()));
        all.put("with a jku nobody follows", hs("{\"alg\":\"HS256\",\"jku\":\"https://evil.example\"}", claims()));
        all.put("for us and somebody else", hs(HS, with("aud", "[\"mcp-gateway\",\"other\"]")));
        all.put("for this endpoint", hs(HS, with("aud", "\"http://localhost/calculator/mcp\"")));
        all.put("expired within the skew", hs(HS, with("exp", now() - 10)));
        all.put("issued a moment ahead", hs(HS, with("iat", now() + 10)));
        all.put("with letters of the world", hs(HS, with("sub", "\"Łukasz 李\"")));
        all.put("with claims nobody knows", hs(HS, with("x", "{\"a\":[1,null]}")));
        all.put("with roles in one string", hs(HS, with("roles", "\"reader other\"")));
        all.put("by RSA", rs("{\"alg\":\"RS256\"}", other(), rsa.getPrivate()));
        all.put("by RSA-PSS", sign("{\"alg\":\"PS256\"}", other(), rsa.getPrivate(), "RSASSA-PSS"));
        all.put("by an elliptic curve", sign("{\"alg\":\"ES256\"}", other(), ec.getPrivate(), ES));
        return Map.copyOf(all);
    }

    Map<String, String> hostile() {
        all.clear();
        shapes();
        algorithms();
        keysOfItsOwn();
        signatures();
        issuersAndAudiences();
        times();
        claimsOfEveryKind();
        return new LinkedHashMap<>(all);
    }

    private void shapes() {
        String good = hs(HS, claims());
        String[] parts = good.split("\\.", -1);
        all.put("empty", "");
        all.put("no JWT", "nonsense");
        all.put("dots only", "..");
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("four parts", good + ".e30");
        all.put("five parts, as if encrypted", parts[0] + ".." + parts[1] + "." + parts[2] + ".e30");
        all.put("behind a dot", "." + good);
        all.put("before a dot", good + ".");
        all.put("with a blank inside", parts[0] + ". " + parts[1] + "." + parts[2]);
        all.put("twice", good + " " + good);
        all.put("padded", good + "=");
        all.put("in the other base64", parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2));
        all.put("with another last letter of the same bits", parts[0] + "." + parts[1] + "." + sameBits(parts[2]));
        all.put("with a letter that decodes to nothing", parts[0] + "." + parts[1] + "." + parts[2] + "*");
        all.put("cut short", good.substring(0, 80));
        all.put("with half its signature", good.substring(0, good.length() - 20));
        all.put("without its signature", parts[0] + "." + parts[1] + ".");
        all.put("longer than allowed", hs(HS, with("x", "\"" + "x".repeat(15_000) + "\"")));
    }

    private void algorithms() {
        for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
            all.put("algorithm " + none, unsigned("{\"alg\":\"" + none + "\"}"));
        }
        all.put("algorithm none with a signature", hs("{\"alg\":\"none\"}", claims()));
        all.put("algorithm HS256 without a signature", unsigned(HS));
        all.put("algorithm HS384, not allowed", mac("{\"alg\":\"HS384\"}", claims(), secret(), "HmacSHA384"));
        all.put("algorithm HS512, not allowed", mac("{\"alg\":\"HS512\"}", claims(), secret(), "HmacSHA512"));
        all.put("algorithm in lower case", hs("{\"alg\":\"hs256\"}", claims()));
        all.put("algorithm with a blank", hs("{\"alg\":\"HS256 \"}", claims()));
        all.put("algorithm missing", hs("{\"typ\":\"JWT\"}", claims()));
        all.put("algorithm null", hs("{\"alg\":null}", claims()));
        all.put("algorithm a number", hs("{\"alg\":256}", claims()));
        all.put("algorithm a list", hs("{\"alg\":[\"HS256\"]}", claims()));
        all.put("algorithm twice", hs("{\"alg\":\"none\",\"alg\":\"HS256\"}", claims()));
        all.put("algorithm EdDSA", hs("{\"alg\":\"EdDSA\"}", claims()));
        all.put("algorithm RS256 where there is a secret", rs("{\"alg\":\"RS256\"}", claims(), rsa.getPrivate()));
        byte[] pem = pem(rsa).getBytes(StandardCharsets.UTF_8);
        all.put("HMAC with the public key as PEM", mac(HS, other(), pem, "HmacSHA256"));
        all.put(
                "HMAC with the public key as DER",
                mac(HS, other(), rsa.getPublic().getEncoded(), "HmacSHA256"));
        byte[] modulus = ((RSAPublicKey) rsa.getPublic()).getModulus().toByteArray();
        all.put("HMAC with the modulus", mac(HS, other(), modulus, "HmacSHA256"));
        all.put("ES256 with a signature of zeros", raw("{\"alg\":\"ES256\"}", other()) + "." + b64(new byte[64]));
        all.put("ES256 with an empty signature", raw("{\"alg\":\"ES256\"}", other()) + ".");
        all.put("ES384, not allowed", sign("{\"alg\":\"ES384\"}", other(), ec.getPrivate(), ES));
    }

    private void keysOfItsOwn() {
        for (String kid : new String[] {
            "../../../../dev/null",
            "/dev/null",
            "file:///etc/passwd",
            "' OR '1'='1",
            "x' UNION SELECT 'secret' --",
            "$(id)",
            "http://evil.example/key",
            "\\u0000",
            "k".repeat(8_000)
        }) {
            all.put(
                    "kid " + (kid.length() > 40 ? "very long" : kid),
                    mac("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}", claims(), new byte[] {'1'}, "HmacSHA256"));
        }
        all.put("kid a number", mac("{\"alg\":\"HS256\",\"kid\":7}", claims(), new byte[] {0}, "HmacSHA256"));
        all.put("kid an object", hs("{\"alg\":\"HS256\",\"kid\":{}}", claims()));
        RSAPublicKey own = (RSAPublicKey) foreign.getPublic();
        String jwk = "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                + b64(own.getModulus().toByteArray()) + "\"}";
        for (String brought : new String[] {
            "\"jwk\":" + jwk,
            "\"jku\":\"https://evil.example/keys\"",
            "\"x5u\":\"https://evil.example/cert\"",
            "\"x5c\":[\"" + Base64.getEncoder().encodeToString(own.getEncoded()) + "\"]",
            "\"x5t\":\"AAAA\""
        }) {
            all.put(
                    "its own key by " + brought.substring(0, 5),
                    rs("{\"alg\":\"RS256\"," + brought + "}", other(), foreign.getPrivate()));
        }
        all.put("crit of something unknown", hs("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", claims()));
        all.put("crit with b64 off", hs("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", claims()));
        all.put("b64 off", hs("{\"alg\":\"HS256\",\"b64\":false}", claims()));
        all.put("crit empty", hs("{\"alg\":\"HS256\",\"crit\":[]}", claims()));
        all.put("type logout+jwt", hs("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", claims()));
        all.put("type secevent+jwt", hs("{\"alg\":\"HS256\",\"typ\":\"secevent+jwt\"}", claims()));
        all.put("type a number", hs("{\"alg\":\"HS256\",\"typ\":7}", claims()));
        all.put("a header that is a list", hs("[]", claims()));
        all.put("a header with a byte order mark", hs("\uFEFF" + HS, claims()));
    }

    private void signatures() {
        String good = hs(HS, claims());
        String another = hs(HS, with("sub", "\"eve\""));
        String signature = good.substring(good.lastIndexOf('.'));
        all.put(
                "signed with another secret",
                mac(
                        HS,
                        claims(),
                        "another-secret-of-sufficient-length".getBytes(StandardCharsets.UTF_8),
                        "HmacSHA256"));
        all.put("signed with an empty secret", mac(HS, claims(), new byte[] {0}, "HmacSHA256"));
        all.put("the signature of another", another.substring(0, another.lastIndexOf('.')) + signature);
        all.put("with another header", raw("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"x\":1}", claims()) + signature);
        all.put(
                "one bit flipped",
                good.substring(0, good.length() - 2)
                        + (good.charAt(good.length() - 2) == 'A' ? 'B' : 'A')
                        + good.charAt(good.length() - 1));
        all.put("one issuer's name, the other's secret", hs(HS, other()));
        all.put("one issuer's name, the other's key", rs("{\"alg\":\"RS256\"}", claims(), rsa.getPrivate()));
        all.put("by a key of nobody", rs("{\"alg\":\"RS256\"}", other(), foreign.getPrivate()));
        all.put("RSA said to be PSS", rs("{\"alg\":\"PS256\"}", other(), rsa.getPrivate()));
    }

    private void issuersAndAudiences() {
        all.put("of nobody", hs(HS, with("iss", null)));
        all.put("of an unknown issuer", hs(HS, with("iss", "\"http://evil.example\"")));
        all.put("of an issuer with a slash more", hs(HS, with("iss", "\"" + Tokens.ISSUER + "/\"")));
        all.put("of an issuer in capitals", hs(HS, with("iss", "\"HTTP://LOCALHOST:8010\"")));
        all.put("of an issuer that is a number", hs(HS, with("iss", 7)));
        all.put("of a list of issuers", hs(HS, with("iss", "[\"" + Tokens.ISSUER + "\"]")));
        all.put("for nobody", hs(HS, with("aud", null)));
        all.put("for an empty list", hs(HS, with("aud", "[]")));
        all.put("for somebody else", hs(HS, with("aud", "\"other\"")));
        all.put("for several others", hs(HS, with("aud", "[\"other\",\"mcp\",\"gateway\"]")));
        all.put("for one that begins like us", hs(HS, with("aud", "\"mcp-gateway-evil\"")));
        all.put("for us in capitals", hs(HS, with("aud", "\"MCP-GATEWAY\"")));
        all.put("for another endpoint", hs(HS, with("aud", "\"http://localhost/calculator/sse\"")));
        all.put("for the endpoint at another host", hs(HS, with("aud", "\"http://evil.example/calculator/mcp\"")));
        all.put("for an object", hs(HS, with("aud", "{\"a\":\"mcp-gateway\"}")));
        all.put(
                "for a tenant its issuer has nothing to do with",
                rs("{\"alg\":\"RS256\"}", other().replace("acme", "demo"), rsa.getPrivate()));
    }

    private void times() {
        all.put("expired", hs(HS, with("exp", now() - 120)));
        all.put("expired long ago", hs(HS, with("exp", 1)));
        all.put("without expiry", hs(HS, with("exp", null)));
        all.put("with an expiry in words", hs(HS, with("exp", "\"2099-01-01\"")));
        all.put("with a negative expiry", hs(HS, with("exp", -now())));
        all.put("with an endless expiry", hs(HS, with("exp", "1e300")));
        all.put("with an expiry beyond time", hs(HS, with("exp", Long.MAX_VALUE)));
        all.put("with an expiry that is true", hs(HS, with("exp", "true")));
        all.put("not valid yet", hs(HS, with("nbf", now() + 600)));
        all.put("not valid before a word", hs(HS, with("nbf", "\"now\"")));
        all.put("from the future", hs(HS, with("iat", now() + 600)));
        all.put("too old", hs(HS, with("iat", now() - 3 * 3600)));
        all.put("of unknown age", hs(HS, with("iat", null)));
    }

    private void claimsOfEveryKind() {
        String twice = claims();
        all.put("with a second subject", hs(HS, twice.replace("{", "{\"sub\":\"root\",")));
        all.put("with a second subject behind", hs(HS, twice.replace("}", ",\"sub\":\"root\"}")));
        all.put("with a second subject in disguise", hs(HS, twice.replace("{", "{\"s\\u0075b\":\"root\",")));
        all.put("with a second audience", hs(HS, twice.replace("{", "{\"aud\":\"other\",")));
        all.put("with a second expiry", hs(HS, twice.replace("{", "{\"exp\":1,")));
        all.put("with a second issuer", hs(HS, twice.replace("{", "{\"iss\":\"" + OTHER_ISSUER + "\",")));
        all.put("with a second tenant", hs(HS, twice.replace("{", "{\"workspace\":\"acme\",")));
        all.put("with roles twice", hs(HS, twice.replace("{", "{\"roles\":[\"admin\"],")));
        for (Map.Entry<String, String> subject : Map.ofEntries(
                        Map.entry("missing", ""),
                        Map.entry("a number", "7"),
                        Map.entry("a list", "[\"ada\"]"),
                        Map.entry("empty", "\"\""),
                        Map.entry("blank", "\"  \""),
                        Map.entry("with a blank before it", "\" ada\""),
                        Map.entry("with a line break", "\"ada\\r\\nX-User-ID: root\""),
                        Map.entry("with a NUL", "\"ada\\u0000\""),
                        Map.entry("with a zero-width space", "\"a\\u200bda\""),
                        Map.entry("that reads backwards", "\"\\u202eada\""),
                        Map.entry("with a line separator", "\"ada\\u2028x\""),
                        Map.entry("with half a character", "\"ada\\ud800\""),
                        Map.entry("in another normal form", "\"a\\u0308da\""),
                        Map.entry("of 300 characters", "\"" + "a".repeat(300) + "\""))
                .entrySet()) {
            all.put(
                    "subject " + subject.getKey(),
                    hs(HS, with("sub", subject.getValue().isEmpty() ? null : subject.getValue())));
        }
        all.put("without a tenant", hs(HS, with("workspace", null)));
        all.put("with a tenant that is a number", hs(HS, with("workspace", 7)));
        all.put("with claims in a list", hs(HS, "[" + claims() + "]"));
        all.put("with claims in a string", hs(HS, "\"" + Tokens.ISSUER + "\""));
        all.put("with no claims at all", hs(HS, "{}"));
        all.put("with claims that are no JSON", hs(HS, "sub=ada"));
        all.put("with more behind the claims", hs(HS, claims() + "{}"));
        all.put("with claims cut short", hs(HS, claims().substring(0, 60)));
        all.put("with claims behind a byte order mark", hs(HS, "\uFEFF" + claims()));
        all.put("with claims 1,000 deep", hs(HS, with("x", "[".repeat(1_000) + "]".repeat(1_000))));
        all.put("with a number of 1,000 digits", hs(HS, with("x", "9".repeat(1_000))));
        byte[] utf16 = claims().getBytes(StandardCharsets.UTF_16);
        all.put(
                "with claims in UTF-16",
                macOf(b64(HS.getBytes(StandardCharsets.UTF_8)) + "." + b64(utf16), secret(), "HmacSHA256"));
        byte[] broken = claims().replace("ada", "ad\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        all.put(
                "with claims that are no UTF-8",
                macOf(b64(HS.getBytes(StandardCharsets.UTF_8)) + "." + b64(broken), secret(), "HmacSHA256"));
    }
}
