package dev.mcpgateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** MODE=production refuses what is convenient on one's own machine. */
class ProductionTest {
    private static final String TOOLS = """
            version: 1
            servers:
              calculator: { url: http://calculator:8091/mcp, secret: { env: ONE }, tools: { add: {} } }
              git: { url: http://git:8093/mcp, secret: { env: TWO }, tools: { log: {} } }
            """;
    private static final String POLICY = """
            version: 1
            issuers:
              https://idp.example.com: { tenants: [acme], roles: { dev: reader } }
            roles: { reader: {} }
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment =
            new HashMap<>(Map.of("ONE", "mVnT8r0wq5xJ2cZy7LhK", "TWO", "pXf3Gd9sQb6uRz1eWn4T"));
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "jwt.secret-key", "vJ3mQ8xw2Lr7Tz0nKc5yBf9hGd4sPu6eXa1oWi",
            "jwt.issuer", "https://idp.example.com",
            "gateway.public-urls", "https://mcp.example.com",
            "gateway.allowed-origins", "https://chat.example.com"));

    @Test
    void whatIsMeantForProductionStarts() throws IOException {
        assertThat(plans(TOOLS, POLICY).current().servers()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt.secret-key          | change-me-change-me-change-me-change-me | JWT_SECRET_KEY: is a development"
                        + " secret",
                "jwt.secret-key          | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | JWT_SECRET_KEY: is a development"
                        + " secret",
                "jwt.previous-secret-key | a-secret-that-was-made-up-by-somebody    | JWT_PREVIOUS_SECRET_KEY: is a"
                        + " development secret",
                "jwt.issuer              | http://localhost:8010                    | JWT_ISSUER:"
                        + " 'http://localhost:8010' is the development issuer",
                "jwt.issuer              | http://idp.example.com                   | JWT_ISSUER:"
                        + " 'http://idp.example.com' is not https",
                "jwt.jwks-url            | http://127.0.0.1:8010/keys               | JWT_JWKS_URL:"
                        + " 'http://127.0.0.1:8010/keys' is the development issuer",
                "jwt.allowed-algorithms  | RS256,none                               | JWT_ALLOWED_ALGORITHMS: 'none'"
                        + " takes tokens that nobody signed",
                "gateway.public-urls     | http://mcp.example.com                   | PUBLIC_URLS:"
                        + " 'http://mcp.example.com' is not https",
                "gateway.allowed-origins | *                                        | ALLOWED_ORIGINS: '*' lets any"
                        + " web page call",
                "gateway.allowed-origins | https://*.example.com                    | ALLOWED_ORIGINS:"
                        + " 'https://*.example.com' lets any",
            })
    void aSettingThatIsForDevelopmentIsNamed(String name, String value, String complaint) {
        settings.put(name, value);

        assertThatThrownBy(() -> plans(TOOLS, POLICY)).hasMessageContaining(complaint);
    }

    @Test
    void everythingIsNamedAtOnceAndNoSecretIsSaid() {
        settings.put("gateway.allowed-origins", "*");
        settings.put("jwt.secret-key", "my-development-secret-of-some-length");
        environment.put("TWO", environment.get("ONE"));

        assertThatThrownBy(() -> plans(
                        TOOLS,
                        POLICY.replace(
                                "https://idp.example.com: { tenants: [acme], roles: { dev: reader }",
                                "http://localhost:8010: { tenants: [\"*\"], roles: { \"*\": same }")))
                .hasMessageContaining("ALLOWED_ORIGINS: '*'")
                .hasMessageContaining("JWT_SECRET_KEY: is a development secret")
                .hasMessageContaining("policy.yaml:3: issuer 'http://localhost:8010' may name any role in any tenant")
                .hasMessageContaining("policy.yaml:3: issuer 'http://localhost:8010' is the development issuer")
                .hasMessageContaining("tools.yaml:4: server 'git' shows the same secret as 'calculator'")
                .message()
                .doesNotContain("my-development")
                .doesNotContain(environment.get("ONE"));
    }

    @Test
    void aSharedSecretIsForOneServerOnly() {
        environment.put("TOOL_GATEWAY_SHARED_SECRET", "mVnT8r0wq5xJ2cZy7LhK");

        assertThatThrownBy(() -> plans(
                        TOOLS.replace(", secret: { env: ONE }", "").replace(", secret: { env: TWO }", ""), POLICY))
                .hasMessageContaining("TOOL_GATEWAY_SHARED_SECRET");
    }

    @Test
    void aReloadCannotBringTheDevelopmentIssuerBack() throws IOException {
        Plans plans = plans(TOOLS, POLICY);
        Plan before = plans.current();

        write(TOOLS, POLICY.replace("https://idp.example.com", "http://localhost:8010"));
        plans.refresh();

        assertThat(plans.current()).isSameAs(before);
    }

    private Plans plans(String tools, String policy) throws IOException {
        write(tools, policy);
        return Plans.inProduction(folder, environment::get, settings::get, () -> Instant.EPOCH);
    }

    private void write(String tools, String policy) throws IOException {
        Files.writeString(folder.resolve("tools.yaml"), tools);
        Files.writeString(folder.resolve("policy.yaml"), policy);
    }
}
