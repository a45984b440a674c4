package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Which records somebody wants to see, newest first.
 *
 * @param from of records that ended then or later
 * @param to and before this
 * @param after only what comes after this place
 */
public record AuditQuery(
        Optional<String> userId,
        Optional<String> tenant,
        Optional<String> toolName,
        Optional<String> server,
        Optional<String> decision,
        Optional<String> outcome,
        Optional<String> requestId,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Cursor> after) {

    /** A place between two records. It stays where it is when others arrive. */
    public record Cursor(long endedMicros, UUID id) {
        private static final int BYTES = 3 * Long.BYTES;

        /** As a client carries it; empty if it is none of ours. */
        public static Optional<Cursor> parse(String text) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                return bytes.remaining() == BYTES
                        ? Optional.of(new Cursor(bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong())))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                    .putLong(endedMicros)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        }
    }
}
