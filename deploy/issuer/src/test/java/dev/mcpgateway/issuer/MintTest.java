package dev.mcpgateway.issuer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jwt.JWTClaimsSet;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MintTest {
    private RunningIssuer issuer;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = RunningIssuer.with(folder.resolve("key.json"), "JWT_ISSUER_ADMIN_TOKEN=");
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @Test
    void givesATokenThatSaysWhatWasAsked() throws Exception {
        var answer = issuer.mint("""
                {"user_id":"ann","roles":["developer","auditor"],"workspace":"acme","api_version":"2.0","expires_in_seconds":60}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(60);
        JWTClaimsSet claims = issuer.verified(answer.text("access_token"));
        assertThat(claims.getIssuer()).isEqualTo(RunningIssuer.URL);
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getStringClaim("user_id")).isEqualTo("ann");
        assertThat(claims.getStringListClaim("roles")).containsExactly("developer", "auditor");
        assertThat(claims.getStringClaim("workspace")).isEqualTo("acme");
        assertThat(claims.getStringClaim("api_version")).isEqualTo("2.0");
        assertThat(claims.getAudience()).containsExactly("mcp-gateway");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(issuer.now()));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(issuer.now().plus(Duration.ofMinutes(1))));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    void fillsInWhatIsLeftOut() throws Exception {
        var answer = issuer.mint("{\"user_id\":\"ann\"}");

        JWTClaimsSet claims = issuer.verified(answer.text("access_token"));
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3_600);
        assertThat(claims.getStringClaim("workspace")).isEqualTo("demo");
        assertThat(claims.getStringClaim("api_version")).isEqualTo("1.1");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"user_id\":7}",
                "{\"user_id\":\" \"}",
                "{\"user_id\":\"a\\u0000b\"}",
                "{\"user_id\":\"a\",\"user_id\":\"b\"}",
                "{\"user_id\":\"a\"} {}",
                "{\"user_id\":\"a\",\"role\":[\"admin\"]}",
                "{\"user_id\":\"a\",\"roles\":\"admin\"}",
                "{\"user_id\":\"a\",\"roles\":[null]}",
                "{\"user_id\":\"a\",\"expires_in_seconds\":0}",
                "{\"user_id\":\"a\",\"expires_in_seconds\":86401}",
                "{\"user_id\":\"a\",\"expires_in_seconds\":1e99}",
                "{\"user_id\":\"a\",\"expires_in_seconds\":\"60\"}",
            })
    void refusesABodyThatIsNotAsAsked(String body) {
        var answer = issuer.mint(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
        assertThat(answer.text("error_description")).isNotBlank().doesNotContain("dev.mcpgateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "jay;;son/"})
    void refusesAnotherContentType(String contentType) {
        var answer = issuer.post("/token", contentType, "{\"user_id\":\"ann\"}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }

    @Test
    void refusesAHugeBody() {
        var answer = issuer.mint("{\"user_id\":\"" + "a".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }

    @Test
    void answersOnlyWithTheRightAdminTokenWhereOneIsSet(@TempDir Path folder) {
        try (var guarded = RunningIssuer.with(folder.resolve("key.json"), "JWT_ISSUER_ADMIN_TOKEN=open sesame")) {
            String body = "{\"user_id\":\"ann\"}";

            assertThat(guarded.mint(body).status()).isEqualTo(401);
            assertThat(guarded.mint(body, "X-Issuer-Token", "open sesam").status())
                    .isEqualTo(401);
            assertThat(guarded.mint(body, "X-Issuer-Token", "").status()).isEqualTo(401);
            assertThat(guarded.mint(body, "X-Issuer-Token", "open sesame", "X-Issuer-Token", "x")
                            .status())
                    .isEqualTo(401);
            assertThat(guarded.mint(body, "X-Issuer-Token", "open sesame").status())
                    .isEqualTo(200);
        }
    }
}
