package dev.mcpgateway.issuer;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.issuer.RunningIssuer.Answer;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DoorTest {
    private RunningIssuer issuer;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = RunningIssuer.with(folder.resolve("key.json"));
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-authorization-server", "openid-configuration"})
    void saysWhereEverythingIsAndWhatItCan(String document) {
        Answer answer = issuer.get("/.well-known/" + document);

        assertThat(answer.text("issuer")).isEqualTo(RunningIssuer.URL);
        assertThat(answer.text("authorization_endpoint")).isEqualTo(RunningIssuer.URL + "/authorize");
        assertThat(answer.text("token_endpoint")).isEqualTo(RunningIssuer.URL + "/token");
        assertThat(answer.text("registration_endpoint")).isEqualTo(RunningIssuer.URL + "/register");
        assertThat(answer.text("jwks_uri")).isEqualTo(RunningIssuer.URL + "/.well-known/jwks.json");
        assertThat(answer.json().path("code_challenge_methods_supported").toString())
                .isEqualTo("[\"S256\"]");
        assertThat(answer.json()
                        .path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        assertThat(answer.json().path("client_id_metadata_document_supported").asBoolean())
                .isTrue();
    }

    @Test
    void publishesNoPrivateKey() {
        assertThat(issuer.get("/.well-known/jwks.json").body())
                .contains("\"kid\"")
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"k\"", "oct");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:6274", "http://127.0.0.1:3000", "http://[::1]:3000", "https://localhost"})
    void letsAPageOfThisMachineReadItsAnswers(String origin) {
        Answer answer = issuer.get("/.well-known/oauth-authorization-server", "Origin", origin);
        Answer preflight = issuer.send(issuer.request(
                        "/register",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Content-Type", "MCP-Protocol-Version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "null",
                "http://localhost@evil.example",
                "%"
            })
    void refusesAPageOfAnotherSite(String origin) {
        Answer answer = issuer.mint("{\"user_id\":\"ann\"}", "Origin", origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.body()).doesNotContain("access_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: evil.example", "Host: localhost.evil.example:80", "Host: localhost@evil.example", "Host:"
            })
    void refusesAForeignNameForItsAddress(String host) throws IOException {
        assertThat(raw("GET /health HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n"))
                .containsPattern("^HTTP/1.1 40[03] ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /authorize?client_id=%zz HTTP/1.1",
                "GET /authorize?client_id=%00 HTTP/1.1",
                "GET /authorize HTTP/1.1",
                "GET /token HTTP/1.1",
                "DELETE /register HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET /nowhere HTTP/1.1"
            })
    void answersNonsenseWithoutFailing(String line) throws IOException {
        assertThat(raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .containsPattern("^HTTP/1.1 4\\d\\d ");
    }

    @Test
    void refusesAFormThatIsNoForm() {
        Answer answer = issuer.post("/token", "application/x-www-form-urlencoded", "grant_type=%zz&client_id");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", issuer.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
