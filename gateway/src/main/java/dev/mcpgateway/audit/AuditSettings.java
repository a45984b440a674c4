package dev.mcpgateway.audit;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * How records are kept.
 *
 * @param gateway this gateway's name in its records
 * @param key 32 random bytes in Base64, from which the keys of digests and seals come
 * @param keeping what happens when no more records can be kept
 * @param spoolRecords how many may wait for the database
 * @param batch how many go to the database at once
 * @param lastChance how long a stopping gateway tries to ship what is left
 * @param flush how long a record waits at most before it goes, while the database answers
 */
@Validated
@ConfigurationProperties("audit")
record AuditSettings(
        @NotBlank @DefaultValue("gateway") String gateway,
        @NotNull @DefaultValue("") String key,
        @NotNull @DefaultValue("strict") Keeping keeping,
        @Min(16) @Max(10_000_000) @DefaultValue("200000") int spoolRecords,
        @Min(1) @Max(10_000) @DefaultValue("2000") int batch,
        @NotNull @DefaultValue("10s") Duration lastChance,
        @NotNull @DefaultValue("100ms") Duration flush) {

    // Holds the key.
    @Override
    public String toString() {
        return "AuditSettings[gateway=" + gateway + ", keeping=" + keeping + "]";
    }

    /** When the spool is full. */
    enum Keeping {
        /** Calls are refused: what cannot be recorded does not happen. */
        STRICT,
        /** Calls go on; what is lost is counted. */
        LENIENT
    }
}
