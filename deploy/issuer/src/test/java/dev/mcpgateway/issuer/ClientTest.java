package dev.mcpgateway.issuer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.mcpgateway.issuer.RunningIssuer.Answer;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientTest {
    private static final String SERVICE =
            "{\"client_name\":\"Nightly\",\"grant_types\":[\"client_credentials\"],\"redirect_uris\":[]}";

    private Path folder;
    private RunningIssuer issuer;

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        issuer = RunningIssuer.with(folder.resolve("key.json"));
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    private Answer register(String body) {
        return issuer.post("/register", "application/json", body);
    }

    private Answer token(String form, String... headers) {
        return issuer.post("/token", "application/x-www-form-urlencoded", form, headers);
    }

    private static String basic(String id, String secret) {
        String pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void registersAServiceThatGetsTokensInItsOwnName() throws Exception {
        Answer client = register(SERVICE);
        assertThat(client.status()).isEqualTo(201);
        assertThat(client.text("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        assertThat(client.json().path("client_secret_expires_at").asInt(-1)).isZero();
        String id = client.text("client_id");
        String secret = client.text("client_secret");

        Answer byHeader = token("grant_type=client_credentials", "Authorization", basic(id, secret));
        Answer byBody = token("grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret);

        JWTClaimsSet claims = issuer.verified(byHeader.text("access_token"));
        assertThat(claims.getSubject()).startsWith("client-");
        assertThat(byHeader.json().has("refresh_token")).isFalse();
        assertThat(issuer.verified(byBody.text("access_token")).getSubject()).isEqualTo(claims.getSubject());
    }

    @Test
    void refusesAWrongSecret() {
        Answer client = register(SERVICE);
        String id = client.text("client_id");
        String another = register(SERVICE).text("client_secret");
        String form = "grant_type=client_credentials&client_id=" + id;

        assertThat(token(form).status()).isEqualTo(401);
        assertThat(token(form + "&client_secret=").text("error")).isEqualTo("invalid_client");
        assertThat(token(form + "&client_secret=" + another).text("error")).isEqualTo("invalid_client");
        Answer byHeader = token("grant_type=client_credentials", "Authorization", basic(id, "guess-me"));
        assertThat(byHeader.status()).isEqualTo(401);
        assertThat(byHeader.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(byHeader.body()).doesNotContain("guess-me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer x", "Basic JXp6OiV6eg=="})
    void refusesAnUnreadableAuthorization(String header) {
        Answer answer = token("grant_type=client_credentials", "Authorization", header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "x.y", "eyJhIjoxfQ.AAAA", "..", "%00"})
    void refusesAClientItDidNotRegister(String id) {
        assertThat(token("grant_type=client_credentials&client_id=" + id).text("error"))
                .isEqualTo("invalid_client");
    }

    @Test
    void refusesAClientIdThatWasAltered() {
        String id = register(SERVICE).text("client_id");
        // The last character of base64 has bits that decode to nothing; they must count all the same.
        for (char other : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String altered = id.substring(0, id.length() - 1) + other;
            if (altered.equals(id)) {
                continue;
            }
            assertThat(token("grant_type=refresh_token&refresh_token=x&client_id=" + altered)
                            .text("error"))
                    .isEqualTo("invalid_client");
        }
    }

    @Test
    void knowsItsClientsAfterARestart() {
        Answer client = register(SERVICE);

        try (var next = RunningIssuer.with(folder.resolve("key.json"))) {
            String form = "grant_type=client_credentials&client_id=" + client.text("client_id") + "&client_secret="
                    + client.text("client_secret");
            assertThat(next.post("/token", "application/x-www-form-urlencoded", form)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | invalid_client_metadata",
                "[] | invalid_client_metadata",
                "null | invalid_client_metadata",
                "{} | invalid_redirect_uri",
                "{\"redirect_uris\":\"http://localhost/cb\"} | invalid_client_metadata",
                "{\"redirect_uris\":[null]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://evil.example/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://localhost.evil.example/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://localhost@evil.example/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://localhost/cb#x\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"javascript:alert(1)\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"javascript://localhost/%0aalert(1)\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"data:text/html,x\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"file:///etc/passwd\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"other://app/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://localhost/cb\"],\"grant_types\":[\"password\"]} | invalid_client_metadata",
                "{\"redirect_uris\":[\"http://localhost/cb\"],\"token_endpoint_auth_method\":\"private_key_jwt\"} | invalid_client_metadata",
                "{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"none\"} | invalid_client_metadata",
            })
    void refusesARegistrationThatWouldNotWork(String body, String error) {
        Answer answer = register(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo(error);
    }

    @Test
    void refusesTooMuchAndTooLong() {
        String many = "\"http://localhost/cb\",".repeat(11);
        assertThat(register("{\"redirect_uris\":[" + many.substring(0, many.length() - 1) + "]}")
                        .text("error"))
                .isEqualTo("invalid_redirect_uri");
        String tooLong = "\"http://localhost/" + "a".repeat(900) + "\"";
        assertThat(register("{\"redirect_uris\":[" + tooLong + "," + tooLong + "]}")
                        .text("error"))
                .isEqualTo("invalid_client_metadata");
        assertThat(register("{\"client_name\":\"" + "a".repeat(70_000) + "\"}").status())
                .isEqualTo(413);
    }

    @Test
    void registersASiteButSendsItNoCodeUnasked() {
        String site = "https://app.example/cb";
        Answer client = register("{\"redirect_uris\":[\"" + site + "\"],\"token_endpoint_auth_method\":\"none\"}");
        String path = "/authorize?response_type=code&code_challenge_method=S256&code_challenge=" + "a".repeat(43)
                + "&client_id=" + client.text("client_id") + "&redirect_uri=" + site;

        Answer refused = issuer.get(path);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Location")).isEmpty();

        try (var trusting =
                RunningIssuer.with(folder.resolve("key.json"), "ISSUER_TRUSTED_REDIRECTS=https://app.example")) {
            assertThat(trusting.get(path).header("Location")).startsWith(site + "?code=");
        }
    }
}
