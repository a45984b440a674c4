package dev.mcpgateway.store;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Where the stores are. An empty URL means: do without.
 *
 * @param migrate whether this process may change the schema; if not, it only checks it
 * @param databaseConnections the most connections held to Postgres
 * @param redisTimeout how long one call, or one beat, waits for Redis
 */
@Validated
@ConfigurationProperties("store")
record StoreSettings(
        @NotNull @DefaultValue("") String databaseUrl,
        @NotNull @DefaultValue("") String redisUrl,
        @DefaultValue("true") boolean migrate,
        @Min(1) @Max(100) @DefaultValue("6") int databaseConnections,
        @NotNull @DefaultValue("1s") Duration redisTimeout) {

    // Both URLs hold passwords.
    @Override
    public String toString() {
        return "StoreSettings[***]";
    }
}
