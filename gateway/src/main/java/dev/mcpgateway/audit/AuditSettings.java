package dev.mcpgateway.audit;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import dev.mcpgateway.spool.Shape;

/**
 * How records are kept.
 *
 * @param gateway this gateway's name in its records
 * @param key 32 random bytes in Base64, from which the keys of digests and seals come
 * @param keyFile a file with the key, instead of the key itself
 * @param trusted public keys, in Base64, of seals that other keys have made
 * @param keeping what happens when no more records can be kept
 * @param spoolDir where records wait for the database; must outlive the process
 * @param spoolSize how much of the disk they may take
 * @param sync what a power cut may cost
 * @param flush how long a record waits for the disk and the database at most, while both answer
 * @param batch how many go to the database at once
 * @param lastChance how long a stopping gateway tries to ship what is left
 * @param sealEvery how often a chain that has grown is signed
 * @param retentionDays how many days records are kept; 0 keeps them for ever
 */
@Validated
@ConfigurationProperties("audit")
record AuditSettings(
        @NotBlank @DefaultValue("gateway") String gateway,
        @NotNull @DefaultValue("") String key,
        @NotNull @DefaultValue("") String keyFile,
        @NotNull @DefaultValue java.util.List<String> trusted,
        @NotNull @DefaultValue("strict") Keeping keeping,
        @NotNull @DefaultValue("spool") Path spoolDir,
        @NotNull @DefaultValue("256MB") DataSize spoolSize,
        @NotNull @DefaultValue("interval") Sync sync,
        @NotNull @DefaultValue("100ms") Duration flush,
        @Min(1) @Max(20_000) @DefaultValue("5000") int batch,
        @NotNull @DefaultValue("10s") Duration lastChance,
        @NotNull @DefaultValue("1m") Duration sealEvery,
        @Min(0) @Max(36_500) @DefaultValue("0") int retentionDays) {

    AuditSettings {
        if (spoolSize.toBytes() < Shape.LEAST) {
            throw new IllegalArgumentException("audit.spool-size must be at least "
                    + DataSize.ofBytes(Shape.LEAST).toMegabytes() + "MB");
        }
    }

    // Holds the key.
    @Override
    public String toString() {
        return "AuditSettings[gateway=" + gateway + ", keeping=" + keeping + ", spoolDir=" + spoolDir + "]";
    }

    /** When the spool is full. */
    enum Keeping {
        /** Calls are refused: what cannot be recorded does not happen. */
        STRICT,
        /** Calls go on; what is lost is counted. */
        LENIENT
    }

    /** What is on the disk, for the case that the power fails. What a process leaves behind survives in any case. */
    enum Sync {
        /** All but the last {@code flush}. */
        INTERVAL,
        /** Every call before it is made. */
        ALWAYS
    }
}
