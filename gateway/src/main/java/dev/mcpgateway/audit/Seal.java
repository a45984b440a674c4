package dev.mcpgateway.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A signature under a chain: after so many records its hash was this. One that is kept elsewhere (every seal is also a
 * line in the log) shows later whether the end of the chain was cut off.
 *
 * @param signature in Base64, the kind for URLs
 */
record Seal(UUID spool, long sequence, Hash hash, Instant at, String key, String signature) {
    private static final String VERSION = "seal1";
    private static final int PARTS = 7;

    static Seal sign(ChainEnd end, Instant now, SealKeys keys) {
        Seal unsigned =
                new Seal(end.spool(), end.sequence(), end.hash(), now.truncatedTo(ChronoUnit.MICROS), keys.ownId(), "");
        return new Seal(
                unsigned.spool,
                unsigned.sequence,
                unsigned.hash,
                unsigned.at,
                unsigned.key,
                Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(unsigned.signedText())));
    }

    /** As the log has it; empty if it is not a seal at all. */
    static Optional<Seal> parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Seal(
                    UUID.fromString(parts[1]),
                    Long.parseLong(parts[2]),
                    Hash.parse(parts[3]),
                    Instant.EPOCH.plus(Long.parseLong(parts[4]), ChronoUnit.MICROS),
                    parts[5],
                    parts[6]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isGenuine(SealKeys keys) {
        try {
            return keys.verifies(key, signedText(), Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One word without spaces, to be copied from a log and given to verify. */
    @Override
    public String toString() {
        return signedText() + "." + signature;
    }

    private String signedText() {
        return String.join(
                ".",
                VERSION,
                spool.toString(),
                Long.toString(sequence),
                hash.toString(),
                Long.toString(ColumnType.micros(at)),
                key);
    }
}
