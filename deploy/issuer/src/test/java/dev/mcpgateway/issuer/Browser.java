package dev.mcpgateway.issuer;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.mcpgateway.issuer.RunningIssuer.Answer;

/** A client and its browser, as honest as a test wants them. */
record Browser(RunningIssuer issuer, String clientId) {
    static final String REDIRECT = "http://localhost:6274/oauth/callback";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    static Browser registered(RunningIssuer issuer) {
        Answer answer = issuer.post("/register", "application/json", """
                {"client_name":"Test","redirect_uris":["%s"],"grant_types":["authorization_code","refresh_token"],
                 "response_types":["code"],"token_endpoint_auth_method":"none","application_type":"native"}
                """.formatted(REDIRECT));
        return new Browser(issuer, answer.text("client_id"));
    }

    /** An authorization request as it should be; a test changes what it is about, and removes it by an empty value. */
    Answer authorize(String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                clientId,
                "redirect_uri",
                REDIRECT,
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256",
                "state",
                "xyz+ 1"));
        return issuer.get("/authorize?" + form(parameters, changes));
    }

    String code(String... changes) {
        return told(authorize(changes)).getOrDefault("code", "");
    }

    /** The code for a token, as it should be, but for the changes. */
    Answer redeem(String code, String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER,
                "code", code));
        return token(form(parameters, changes));
    }

    Answer refresh(String refreshToken, String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>(
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
        return token(form(parameters, changes));
    }

    Answer token(String form, String... headers) {
        return issuer.post("/token", "application/x-www-form-urlencoded", form, headers);
    }

    /** What a redirect tells the client. */
    static Map<String, String> told(Answer answer) {
        String query = URI.create(answer.header("Location")).getRawQuery();
        return Stream.of(query == null ? new String[0] : query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a + b));
    }

    static String form(Map<String, String> parameters, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(changes[i], changes[i + 1]);
        }
        return parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
