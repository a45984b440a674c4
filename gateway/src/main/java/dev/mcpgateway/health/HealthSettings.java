package dev.mcpgateway.health;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.NotNull;

/**
 * How often dependencies are asked how they are.
 *
 * @param every from the end of one round to the next
 * @param patience after which one that has not answered counts as down
 */
@Validated
@ConfigurationProperties("health")
record HealthSettings(
        @NotNull @DurationMin(millis = 50) @DefaultValue("5s")
        Duration every,

        @NotNull @DurationMin(millis = 50) @DefaultValue("2s")
        Duration patience) {}
