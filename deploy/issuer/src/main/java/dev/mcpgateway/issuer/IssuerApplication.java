package dev.mcpgateway.issuer;

import java.time.InstantSource;
import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The development issuer. Takes part of Spring Boot only what it needs, which halves the start. */
@SpringBootConfiguration
@ImportAutoConfiguration
@Import({IssuerWiring.class, OAuthWiring.class})
public class IssuerApplication {
    /**
     * The names operators know, and their defaults. Code and no properties file, so that another application on the same class
     * path keeps its own.
     */
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("server.port", "${PORT:8010}"),
            Map.entry("server.address", "${BIND_ADDRESS:127.0.0.1}"),
            Map.entry("server.netty.idle-timeout", "60s"),
            // An authorization request carries state, challenge and resource in its first line.
            Map.entry("server.netty.max-initial-line-length", "16KB"),
            Map.entry("mcp.issuer.mode", "${MODE:development}"),
            Map.entry("mcp.issuer.bind-address", "${server.address}"),
            Map.entry("mcp.issuer.allow-remote", "${ISSUER_ALLOW_REMOTE:false}"),
            Map.entry("mcp.issuer.url", "${ISSUER_URL:http://localhost:${server.port}}"),
            Map.entry("mcp.issuer.audience", "${JWT_AUDIENCE:mcp-gateway}"),
            Map.entry("mcp.issuer.algorithm", "${ISSUER_ALGORITHM:RS256}"),
            Map.entry("mcp.issuer.key-file", "${ISSUER_KEY_FILE:.data/issuer-key.json}"),
            Map.entry("mcp.issuer.admin-token", "${JWT_ISSUER_ADMIN_TOKEN:}"),
            Map.entry("mcp.issuer.admin-token-file", "${JWT_ISSUER_ADMIN_TOKEN_FILE:}"),
            Map.entry("mcp.issuer.user", "${ISSUER_USER:developer}"),
            Map.entry("mcp.issuer.roles", "${ISSUER_ROLES:developer}"),
            Map.entry("mcp.issuer.workspace", "${ISSUER_WORKSPACE:demo}"),
            Map.entry(
                    "mcp.issuer.trusted-redirects",
                    "${ISSUER_TRUSTED_REDIRECTS:cursor://,vscode://,vscode-insiders://}"));

    public static void main(String[] args) {
        start(args);
    }

    /** What {@code main} calls, and what a test may call too. */
    public static ConfigurableApplicationContext start(String... args) {
        return start(InstantSource.system(), args);
    }

    static ConfigurableApplicationContext start(InstantSource clock, String... args) {
        return new SpringApplicationBuilder(IssuerApplication.class)
                .main(IssuerApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(DEFAULTS)
                .initializers(new StartConditions(clock))
                .run(args);
    }
}
