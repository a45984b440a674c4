package dev.mcpgateway.route;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.NotNull;

/**
 * Streams to clients.
 *
 * @param keepAlive the silence after which a comment is sent, lest a proxy on the way gives the stream up
 */
@Validated
@ConfigurationProperties("stream")
record StreamSettings(
        @NotNull @DurationMin(millis = 100) @DefaultValue("15s")
        Duration keepAlive) {}
