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
 * @param connections the most connections to one server from each event loop; each running call and each open stream
 *     takes one
 * @param waiting the most calls of one event loop that wait for a connection to one server
 * @param connectTimeout how long a server may take to accept a connection
 * @param keepIdle how long an unused connection is kept; shorter than servers commonly keep theirs (Node: 5 s), so
 *     that a call never meets one that is just being closed
 * @param longestStream after which even a stream that is busy is ended
 * @param breakerWindow how many of an instance's latest calls decide whether it is reachable; half of them failing to
 *     reach it is too many
 * @param breakerRest how long an instance that is not is left alone
 * @param queue the most calls that wait for room at one server, or at one tool
 * @param queueWait how long they wait
 * @param maxWholeAnswer the largest JSON answer that is sent in one piece; larger ones are streamed
 */
@Validated
@ConfigurationProperties("upstream")
record UpstreamSettings(
        @Min(1) @Max(60_000) @DefaultValue("12000") int connections,
        @Min(0) @Max(60_000) @DefaultValue("2000") int waiting,
        @NotNull @DefaultValue("2s") Duration connectTimeout,
        @NotNull @DefaultValue("4s") Duration keepIdle,

        @NotNull @DefaultValue("24h") Duration longestStream,
        @Min(1) @Max(1_000) @DefaultValue("20") int breakerWindow,
        @NotNull @DefaultValue("5s") Duration breakerRest,
        @Min(0) @Max(10_000) @DefaultValue("128") int queue,
        @NotNull @DefaultValue("500ms") Duration queueWait,

        @Min(0) @Max(16 * 1024 * 1024) @DefaultValue("65536")
        int maxWholeAnswer) {}
