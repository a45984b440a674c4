package dev.mcpgateway.issuer;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.mcpgateway.issuer.RunningIssuer.Answer;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
final class SignInTest {
    private RunningIssuer issuer;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = RunningIssuer.with(folder.resolve("key.json"), "ISSUER_USER=dana", "ISSUER_ROLES=reader,auditor");
        browser = Browser.registered(issuer);
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @Test
    void givesTheConfiguredUsersTokenForTheResourceAsked(CapturedOutput output) throws Exception {
        String resource = "http://localhost:8000/calculator/mcp";

        Answer approved = browser.authorize("resource", resource, "scope", "tools:call");

        assertThat(approved.status()).isEqualTo(302);
        assertThat(approved.header("Location")).startsWith(Browser.REDIRECT + "?code=");
        var told = Browser.told(approved);
        assertThat(told).containsEntry("state", "xyz+ 1").containsEntry("iss", RunningIssuer.URL);
        String code = told.getOrDefault("code", "");
        Answer answer = browser.redeem(code, "resource", resource);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text("scope")).isEqualTo("tools:call");
        JWTClaimsSet claims = issuer.verified(answer.text("access_token"));
        assertThat(claims.getSubject()).isEqualTo("dana");
        assertThat(claims.getStringListClaim("roles")).containsExactly("reader", "auditor");
        assertThat(claims.getStringClaim("workspace")).isEqualTo("demo");
        assertThat(claims.getStringClaim("scope")).isEqualTo("tools:call");
        assertThat(claims.getAudience()).containsExactly(resource);
        assertThat(output)
                .contains("Signed in dana")
                .doesNotContain(code, answer.text("access_token"), answer.text("refresh_token"), Browser.VERIFIER);
    }

    @Test
    void signsInWhomTheClientHintsAt() throws Exception {
        Answer answer = browser.redeem(browser.code("login_hint", "ann@acme"));

        JWTClaimsSet claims = issuer.verified(answer.text("access_token"));
        assertThat(claims.getSubject()).isEqualTo("ann@acme");
        assertThat(claims.getAudience()).containsExactly("mcp-gateway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:6274/oauth/callback/",
                "http://localhost:6274/oauth/callback?x=1",
                "http://localhost:6274/oauth/../callback",
                "http://localhost:6274/OAUTH/callback",
                "http://localhost:6274/oauth/callback#fragment",
                "http://localhost:6274@evil.example/oauth/callback",
                "http://evil@localhost:6274/oauth/callback",
                "http://localhost.evil.example:6274/oauth/callback",
                "http://127.0.0.1:6274/oauth/callback",
                "https://localhost:6274/oauth/callback",
                "http://localhost:6274\\@evil.example/oauth/callback",
                "http://localhost:6274/oauth/callback\r\nSet-Cookie: a=b",
                "https://evil.example/oauth/callback",
                "//evil.example/oauth/callback",
                "javascript:alert(1)",
                "data:text/html,hi",
                "oauth/callback"
            })
    void tellsHereAndNotThereWhenTheRedirectUriIsNotTheRegisteredOne(String hostile) {
        Answer answer = browser.authorize("redirect_uri", hostile);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void letsTheLoopbackPortBeChosenLate() {
        String late = Browser.REDIRECT.replace("6274", "50123");

        String code = browser.code("redirect_uri", late);

        assertThat(browser.redeem(code, "redirect_uri", late).status()).isEqualTo(200);
        assertThat(browser.redeem(browser.code("redirect_uri", late)).text("error"))
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, '', invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "resource, not a url, invalid_target",
        "resource, http://localhost:8000/mcp#x, invalid_target",
        "scope, 'a  b', invalid_scope",
        "login_hint, ' ', invalid_request",
    })
    void tellsTheClientWhatIsWrong(String parameter, String value, String error) {
        Answer answer = browser.authorize(parameter, value);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(Browser.told(answer))
                .containsEntry("error", error)
                .containsEntry("state", "xyz+ 1")
                .containsEntry("iss", RunningIssuer.URL)
                .doesNotContainKey("code");
    }

    @Test
    void refusesABrowserThatAnotherSiteSent() {
        String[] evil = {"Sec-Fetch-Site", "cross-site", "Referer", "https://evil.example/"};
        String[] inspector = {"Sec-Fetch-Site", "cross-site", "Referer", "http://127.0.0.1:6274/"};

        assertThat(issuer.get("/authorize?client_id=" + browser.clientId(), evil)
                        .status())
                .isEqualTo(403);
        assertThat(issuer.get("/authorize?client_id=" + browser.clientId(), inspector)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void spendsACodeWithAWrongVerifier() {
        String code = browser.code();

        assertThat(browser.redeem(code, "code_verifier", "x".repeat(43)).text("error"))
                .isEqualTo("invalid_grant");

        assertThat(browser.redeem(code).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void endsTheSignInWhenACodeComesBack() {
        String code = browser.code();
        String refreshToken = browser.redeem(code).text("refresh_token");

        assertThat(browser.redeem(code).text("error")).isEqualTo("invalid_grant");

        assertThat(browser.refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void endsTheSignInWhenAnOldRefreshTokenComesBack() {
        String first = browser.redeem(browser.code()).text("refresh_token");
        String second = browser.refresh(first).text("refresh_token");
        assertThat(second).isNotEmpty().isNotEqualTo(first);

        assertThat(browser.refresh(first).text("error")).isEqualTo("invalid_grant");

        assertThat(browser.refresh(second).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void refreshesForTheSameUserAndNoMore() throws Exception {
        String resource = "http://localhost:8000/git/mcp";
        String code = browser.code("login_hint", "ann", "scope", "a b", "resource", resource);
        String refreshToken = browser.redeem(code).text("refresh_token");

        Answer answer = browser.refresh(refreshToken, "scope", "b");

        JWTClaimsSet claims = issuer.verified(answer.text("access_token"));
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getAudience()).containsExactly(resource);
        assertThat(claims.getStringClaim("scope")).isEqualTo("b");
        assertThat(browser.refresh(answer.text("refresh_token"), "scope", "c").text("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void refusesAResourceThatTheSignInDidNotName() {
        String code = browser.code("resource", "http://localhost:8000/git/mcp");

        assertThat(browser.redeem(code, "resource", "http://localhost:8000/docs/mcp")
                        .text("error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void keepsACodeForAMinuteAndARefreshTokenForADay() {
        String code = browser.code();
        String late = browser.code();
        String refreshToken = browser.redeem(browser.code()).text("refresh_token");

        issuer.pass(Duration.ofSeconds(59));
        assertThat(browser.redeem(code).status()).isEqualTo(200);
        issuer.pass(Duration.ofSeconds(1));
        assertThat(browser.redeem(late).text("error")).isEqualTo("invalid_grant");
        issuer.pass(Duration.ofHours(24));
        assertThat(browser.refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void keepsOneClientsCodeFromAnother() {
        String code = browser.code();
        Browser other = Browser.registered(issuer);

        assertThat(other.clientId()).isNotEqualTo(browser.clientId());
        assertThat(other.redeem(code).text("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "code_verifier", "redirect_uri", "grant_type", "client_id"})
    void needsEveryParameter(String parameter) {
        assertThat(browser.redeem(browser.code(), parameter, "").text("error")).isEqualTo("invalid_request");
    }

    @Test
    void refusesAParameterThatComesTwice() {
        Answer answer = browser.token("grant_type=authorization_code&grant_type=refresh_token&client_id=x");

        assertThat(answer.status()).isIn(400, 401);
        assertThat(browser.token("client_id=a&client_id=b&grant_type=refresh_token")
                        .text("error"))
                .isEqualTo("invalid_request");
        assertThat(browser.authorize("client_id", browser.clientId() + "&client_id=y")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"password, unsupported_grant_type", "client_credentials, unauthorized_client"})
    void refusesAGrantThatIsNotForThisClient(String type, String error) {
        assertThat(browser.redeem("x", "grant_type", type).text("error")).isEqualTo(error);
    }

    @Test
    void refusesAHugeForm() {
        assertThat(browser.redeem("x".repeat(70_000)).status()).isEqualTo(413);
    }
}
