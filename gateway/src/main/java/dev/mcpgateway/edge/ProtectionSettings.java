package dev.mcpgateway.edge;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What one client, or all of them, can make the gateway hold.
 *
 * @param maxConnections open connections; a further one is closed at once
 * @param maxConnectionsPerAddress of those, from one address; 0 for no limit. Proxies in front count as one address
 * @param maxHeaders how many headers a request may have; their size is {@code server.max-http-request-header-size}
 * @param slowestHeaders how long the head of a request may take, from its first byte
 * @param slowestBody how long its body may take
 * @param longestStall how long a client may take none of what waits for it
 * @param socketBuffer bytes the kernel keeps per connection and direction
 */
@Validated
@ConfigurationProperties("protection")
record ProtectionSettings(
        @Min(1) @DefaultValue("10000") int maxConnections,
        @Min(0) @DefaultValue("0") int maxConnectionsPerAddress,
        @Min(10) @Max(10_000) @DefaultValue("100") int maxHeaders,
        @NotNull @DefaultValue("10s") Duration slowestHeaders,
        @NotNull @DefaultValue("20s") Duration slowestBody,
        @NotNull @DefaultValue("30s") Duration longestStall,

        @Min(4_096) @Max(16 * 1024 * 1024) @DefaultValue("131072")
        int socketBuffer) {}
