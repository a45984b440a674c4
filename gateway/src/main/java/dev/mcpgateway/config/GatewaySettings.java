package dev.mcpgateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

/**
 * The process-wide settings; the environment variable of each stands in application.yaml.
 *
 * @param mode production refuses what is convenient on one's own machine
 * @param configDir where tools.yaml and policy.yaml are
 * @param publicUrls how clients reach this gateway; metadata and accepted hosts come from here, never from a request
 * @param allowedOrigins browser origins that may call, beside the public URLs
 * @param trustedProxies addresses or networks of our own proxies, whose word on where a request comes from counts
 * @param maxBodyBytes the largest request body
 * @param maxCalls calls in flight before new ones are shed
 */
@Validated
@ConfigurationProperties("gateway")
public record GatewaySettings(
        @NotNull @DefaultValue("development") Mode mode,
        @NotNull Path configDir,
        @NotEmpty List<URI> publicUrls,
        @NotNull @DefaultValue List<String> allowedOrigins,
        @NotNull @DefaultValue List<String> trustedProxies,

        @Min(1024) @Max(64 * 1024 * 1024) @DefaultValue("1048576")
        int maxBodyBytes,

        @Min(1) @DefaultValue("20000") int maxCalls) {

    /** Where it runs. */
    public enum Mode {
        DEVELOPMENT,
        PRODUCTION
    }

    public GatewaySettings {
        for (URI url : publicUrls) {
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean bare = url.getRawPath() == null
                    || url.getRawPath().isEmpty()
                    || url.getRawPath().equals("/");
            if (!web || url.getHost() == null || url.getUserInfo() != null || !bare || url.getRawQuery() != null) {
                throw new IllegalArgumentException(
                        "PUBLIC_URLS: '" + url + "' must be scheme, host and port only, as in https://mcp.example.com");
            }
        }
    }
}
