package dev.mcpgateway.issuer.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import dev.mcpgateway.issuer.refusal.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Over a real socket, without TLS: what differs from the issuer's own fetch is that, and that this machine may be reached. */
final class MetadataDocumentsTest {
    private static final RedirectUris RULES = new RedirectUris(List.of());

    private final AtomicInteger fetched = new AtomicInteger();
    private DisposableServer server = HttpServer.create().bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private void serve(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        server.disposeNow();
        server = HttpServer.create()
                .handle((request, response) -> {
                    fetched.incrementAndGet();
                    return handler.apply(request, response);
                })
                .bindNow();
    }

    private void serve(String type, String body) {
        serve((request, response) ->
                response.header("Content-Type", type).sendString(Mono.just(body.replace("SELF", url().toString()))));
    }

    private URI url() {
        return URI.create("https://localhost:" + server.port() + "/client.json");
    }

    private static MetadataDocuments documents() {
        return new MetadataDocuments(
                HttpClient.newConnection(), address -> true, Duration.ofMillis(500), RULES, InstantSource.system());
    }

    private void assertRefused(String why) {
        StepVerifier.create(documents().fetch(url()))
                .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.error()).isIn("invalid_client", "invalid_redirect_uri");
                    assertThat(refusal.description()).contains(why);
                }))
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void takesTheClientFromItsDocument() {
        serve(
                "application/json",
                "{\"client_id\":\"SELF\",\"client_name\":\"Test\",\"redirect_uris\":[\"http://localhost/cb\"],"
                        + "\"grant_types\":[\"authorization_code\",\"refresh_token\"],\"logo_uri\":\"x\"}");

        StepVerifier.create(documents().fetch(url()))
                .assertNext(client -> {
                    assertThat(client.id()).isEqualTo(url().toString());
                    assertThat(client.redirectUris()).containsExactly("http://localhost/cb");
                    assertThat(client.grants()).contains(GrantType.REFRESH_TOKEN);
                    assertThat(client.isConfidential()).isFalse();
                })
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        assertThat(fetched).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"client_id\":\"https://other.example/c\",\"client_name\":\"a\",\"redirect_uris\":[\"http://localhost/cb\"]}",
                "{\"client_id\":\"SELF\",\"redirect_uris\":[\"http://localhost/cb\"]}",
                "{\"client_id\":\"SELF\",\"client_name\":\"a\"}",
                "{\"client_id\":\"SELF\",\"client_name\":\"a\",\"redirect_uris\":[]}",
                "{\"client_id\":\"SELF\",\"client_name\":\"a\",\"redirect_uris\":[\"javascript:alert(1)\"]}",
                "{\"client_id\":\"SELF\",\"client_id\":\"SELF\",\"client_name\":\"a\",\"redirect_uris\":[\"http://localhost/cb\"]}",
                "{\"client_id\":\"SELF\",\"client_name\":\"a\",\"redirect_uris\":[\"http://localhost/cb\"],\"client_secret\":\"s\"}",
                "{\"client_id\":\"SELF\",\"client_name\":\"a\",\"redirect_uris\":[\"http://localhost/cb\"],"
                        + "\"token_endpoint_auth_method\":\"private_key_jwt\"}"
            })
    void refusesADocumentThatDoesNotDescribeItsClient(String body) {
        serve("application/json", body);

        assertRefused("");
    }

    @Test
    void refusesAHugeDocument() {
        serve((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Flux.range(0, 1_000_000).map(i -> " ".repeat(1_000))));

        assertRefused("64 KiB");
    }

    @Test
    void refusesAPageAndARedirect() {
        serve("text/html", "<html>");
        assertRefused("200 with JSON");

        serve((request, response) -> response.sendRedirect("http://localhost:" + server.port() + "/elsewhere"));
        fetched.set(0);
        assertRefused("200 with JSON");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void doesNotWaitForADocumentThatTrickles() {
        serve((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Flux.interval(Duration.ofMillis(50)).map(i -> " ")));

        assertRefused("cannot be fetched");
    }

    @Test
    void refusesAnAddressThatIsNotPublicWithoutConnecting() {
        serve("application/json", "{}");
        var guarded = new MetadataDocuments(
                HttpClient.newConnection(),
                PublicAddresses::contains,
                Duration.ofSeconds(5),
                RULES,
                InstantSource.system());

        StepVerifier.create(guarded.fetch(url()))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("public internet"))
                .verify(Duration.ofSeconds(10));
        assertThat(fetched).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::"
            })
    void knowsWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.215.14", "100.128.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450::1"})
    void knowsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/c",
                "https://app.example",
                "https://app.example/",
                "https://app.example/a/../c",
                "https://app.example/a/%2e%2E/c",
                "https://app.example/c#x",
                "https://user@app.example/c",
                "https://localhost/c",
                "https://127.0.0.1/c",
                "https://2130706433/c",
                "https://0x7f.1/c",
                "https://[::1]/c",
                "https://app.example\\@evil.example/c",
                "https:///c",
                "https://"
            })
    void refusesAnIdThatIsNoDecentUrl(String id) {
        assertThatThrownBy(() -> ClientIdUrl.parse(id)).isInstanceOf(Refusal.class);
    }
}
