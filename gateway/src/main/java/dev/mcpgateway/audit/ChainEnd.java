package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where the chain of a spool stands: after how many records, and the hash over all of them. A link is {@code
 * SHA-256(hash before, sequence, SHA-256(record))}; the first one follows the digest of the spool's id.
 *
 * @param endedMicros the latest {@code ended} so far; a clock that was set back does not lead a chain back to a day
 *     that may be gone
 */
record ChainEnd(UUID spool, long sequence, Hash hash, long endedMicros) {
    /** {@code ended} is a record's first column: its number, then the time. */
    private static final int ENDED_AT = 1;

    /** Records with their links, and where the chain stands after them. */
    record Linked(List<Chained> records, ChainEnd end) {}

    static ChainEnd beginning(UUID spool) {
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        ColumnType.ID.write(spool, 0, id);
        return new ChainEnd(spool, 0, Hash.over(Hash.sha256(), id.flip()), 0);
    }

    /** The same records after the same end give the same links: shipping again changes nothing. */
    Linked link(List<ByteBuffer> bodies) {
        MessageDigest sha256 = Hash.sha256();
        List<Chained> records = new ArrayList<>(bodies.size());
        ChainEnd end = this;
        for (ByteBuffer body : bodies) {
            long ended = Math.max(end.endedMicros, ended(body));
            body.putLong(body.position() + ENDED_AT, ended);
            end = end.next(body, sha256);
            records.add(new Chained(spool, end.sequence, end.hash, body));
        }
        return new Linked(records, end);
    }

    ChainEnd next(ByteBuffer body, MessageDigest sha256) {
        Hash record = Hash.over(sha256, body);
        ByteBuffer place = ByteBuffer.allocate(Long.BYTES).putLong(sequence + 1).flip();
        return new ChainEnd(spool, sequence + 1, Hash.over(sha256, hash.bytes(), place, record.bytes()), ended(body));
    }

    static long ended(ByteBuffer body) {
        return body.getLong(body.position() + ENDED_AT);
    }
}
