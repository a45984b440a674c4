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
    private static final int DIGEST = 32;

    /** Records with their links, and where the chain stands after them. */
    record Linked(List<Chained> records, ChainEnd end) {}

    static ChainEnd beginning(UUID spool) {
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        ColumnType.ID.write(spool, 0, id);
        return new ChainEnd(spool, 0, Hash.over(Hash.sha256(), id.flip()), 0);
    }

    /** From the note that {@link #note} made, or the beginning where there is none. */
    static ChainEnd noted(UUID spool, ByteBuffer note) {
        return note.remaining() < 2 * Long.BYTES + DIGEST
                ? beginning(spool)
                : new ChainEnd(
                        spool, note.getLong(0), Hash.of(note.slice(2 * Long.BYTES, DIGEST)), note.getLong(Long.BYTES));
    }

    ByteBuffer note() {
        return ByteBuffer.allocate(2 * Long.BYTES + DIGEST)
                .putLong(sequence)
                .putLong(endedMicros)
                .put(hash.bytes())
                .flip();
    }

    /** The same records after the same end give the same links: shipping again changes nothing. */
    Linked link(List<ByteBuffer> contents) {
        MessageDigest sha256 = Hash.sha256();
        List<Chained> records = new ArrayList<>(contents.size());
        ChainEnd end = this;
        for (ByteBuffer content : contents) {
            Entry entry = Entry.of(content);
            entry.endedMicros(Math.max(end.endedMicros, entry.endedMicros()));
            end = end.next(entry, sha256);
            records.add(new Chained(spool, end.sequence, end.hash, entry));
        }
        return new Linked(records, end);
    }

    ChainEnd next(Entry entry, MessageDigest sha256) {
        Hash record = Hash.over(sha256, entry.body());
        return new ChainEnd(spool, sequence + 1, hash.next(sha256, sequence + 1, record), entry.endedMicros());
    }
}
