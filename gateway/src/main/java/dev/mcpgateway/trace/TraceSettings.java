package dev.mcpgateway.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * Where spans go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code http://localhost:4318}; empty: no spans
 * @param sample the share of traces begun here that is recorded; a caller's own decision counts before it
 * @param service this gateway's name in its spans
 */
@Validated
@ConfigurationProperties("trace")
record TraceSettings(
        @NotNull @DefaultValue("") String endpoint,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("1") double sample,
        @NotBlank @DefaultValue("mcp-gateway") String service) {}
