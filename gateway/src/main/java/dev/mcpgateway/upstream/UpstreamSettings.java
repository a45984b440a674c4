package dev.mcpgateway.upstream;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Connections to tool servers.
 *
 * @param connections the most connections to one server; each running call and each open stream takes one
 * @param waiting the most calls that wait for a connection to one server
 * @param connectTimeout how long a server may take to accept a connection
 * @param keepIdle how long an unused connection is kept; shorter than servers commonly keep theirs (Node: 5 s), so
 *     that a call never meets one that is just being closed
 * @param maxWholeAnswer the largest JSON answer that is sent in one piece; larger ones are streamed
 */
@Validated
@ConfigurationProperties("upstream")
record UpstreamSettings(
        @Min(1) @Max(60_000) @DefaultValue("12000") int connections,
        @Min(0) @Max(60_000) @DefaultValue("2000") int waiting,
        @NotNull @DefaultValue("2s") Duration connectTimeout,
        @NotNull @DefaultValue("4s") Duration keepIdle,

        @Min(0) @Max(16 * 1024 * 1024) @DefaultValue("65536")
        int maxWholeAnswer) {}
