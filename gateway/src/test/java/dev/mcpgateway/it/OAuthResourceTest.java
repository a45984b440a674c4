package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as an OAuth resource server: what a client without a token reads, and what asks it for a better one. */
class OAuthResourceTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["calculator/*", "plain/*"] } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        calculator = TestTool.calculator();
        gateway = new TestGateway(
                folder,
                """
                version: 1
                servers:
                  calculator:
                    url: %s
                    oauthScopes: [math]
                    tools: { exact_calculate: { oauthScopes: [math.exact, math.sum] }, exact_statistics: {} }
                  plain:
                    url: %s
                    tools: { exact_calculate: {} }
                """.formatted(calculator.url(), calculator.url()),
                POLICY,
                new Stores("", ""),
                "--gateway.public-urls=https://mcp.example:8443,http://localhost");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/calculator/sse, http://localhost/calculator/sse",
        "/calculator/mcp, http://localhost/calculator/mcp",
        "/plain/mcp,      http://localhost/plain/mcp",
        "'',              http://localhost",
    })
    void theMetadataOfAnEndpointNamesItsUrlAndItsIssuerWithoutAToken(String path, String resource) {
        HttpResponse<String> answer = open("/.well-known/oauth-protected-resource" + path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"resource\":\"" + resource + "\"")
                .contains("\"authorization_servers\":[\"" + Tokens.ISSUER + "\"]");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void theMetadataNamesTheOAuthScopesThatMayBeNeeded() {
        assertThat(open("/.well-known/oauth-protected-resource/calculator/mcp").body())
                .contains("\"scopes_supported\":[\"math\",\"math.exact\",\"math.sum\"]");
        assertThat(open("/.well-known/oauth-protected-resource/plain/mcp").body())
                .doesNotContain("scopes_supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource/",
                "/.well-known/oauth-protected-resource/nobody/mcp",
                "/.well-known/oauth-protected-resource/calculator/mcp/",
                "/.well-known/oauth-protected-resource/calculator/%6Dcp",
                "/.well-known/oauth-protected-resourcecalculator/mcp",
                "/.well-known/../health",
            })
    void nothingElseIsOpen(String path) {
        assertThat(open(path).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenForOneEndpointOpensThatOneOnly() {
        String token = Tokens.signed(Tokens.claims("ada", "reader")
                .audience("https://mcp.example:8443/plain/mcp")
                .build());

        assertThat(gateway.post(token, "/plain/mcp", LIST).statusCode()).isEqualTo(200);
        assertThat(gateway.post(token, "/plain/sse", LIST).statusCode()).isEqualTo(401);
        assertThat(gateway.post(token, "/calculator/mcp", LIST).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenForTheGatewayItselfOpensNoEndpoint() {
        String token = Tokens.signed(
                Tokens.claims("ada", "reader").audience("http://localhost").build());

        assertThat(gateway.get(token, "/no/such").statusCode()).isEqualTo(404);
        assertThat(gateway.post(token, "/plain/mcp", LIST).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenWithoutTheOAuthScopeIsSentForOneWithAllThatIsNeeded() {
        HttpResponse<String> answer = gateway.call(scoped("math other"), "/calculator/mcp", "exact_calculate", SUM);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains(
                        "Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource/calculator/mcp\","
                                + " scope=\"math math.exact math.sum\", error=\"insufficient_scope\"");
        assertThat(answer.body()).contains("\"reason\":\"insufficient_scope\"").contains("\"id\":1");
    }

    @Test
    void aTokenWithTheOAuthScopesCalls() {
        assertThat(gateway.call(scoped("math math.sum math.exact"), "/calculator/mcp", "exact_calculate", SUM)
                        .body())
                .contains("3.5");
        assertThat(gateway.post(scoped("math"), "/calculator/mcp", LIST).statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(scoped("math.sum"), "/calculator/mcp", LIST).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aClientWithoutATokenLearnsWhichOAuthScopeToAskForAndIsNotToldOff() {
        HttpResponse<String> answer = gateway.send(gateway.request("/calculator/mcp")
                .POST(HttpRequest.BodyPublishers.ofString(LIST))
                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .endsWith(", scope=\"math\"")
                .doesNotContain("error");
        assertThat(gateway.post("nonsense", "/calculator/mcp", LIST)
                        .headers()
                        .firstValue("WWW-Authenticate")
                        .orElse(""))
                .endsWith("error=\"invalid_token\"");
    }

    @Test
    void aTokenInTheQueryIsRefusedEvenBesideAGoodOne() {
        String token = scoped("math");

        assertThat(open("/no/such?access_token=" + token).statusCode()).isEqualTo(401);
        assertThat(gateway.post(token, "/plain/mcp?access_token=" + token, LIST).statusCode())
                .isEqualTo(401);
    }

    private static String scoped(String oauthScopes) {
        return Tokens.signed(
                Tokens.claims("ada", "reader").claim("scope", oauthScopes).build());
    }

    private static HttpResponse<String> open(String path) {
        return gateway.send(gateway.request(path).GET().build());
    }
}
