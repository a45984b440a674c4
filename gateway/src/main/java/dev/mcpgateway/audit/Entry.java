package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A record as it stands in the spool: the length of its body, the body, and after it the payload, which is empty for
 * most. The chain covers the body alone, so that a payload can be erased.
 */
record Entry(ByteBuffer body, ByteBuffer payload) {
    static final int HEAD = Short.BYTES;

    /** The first two columns of every body have fixed places: a number and a time, a number and an id. */
    private static final int ENDED_AT = 1;

    private static final int ID_AT = ENDED_AT + Long.BYTES + 1;

    static Entry of(ByteBuffer content) {
        int start = content.position() + HEAD;
        int length = Short.toUnsignedInt(content.getShort(content.position()));
        return new Entry(content.slice(start, length), content.slice(start + length, content.limit() - start - length));
    }

    long endedMicros() {
        return body.getLong(ENDED_AT);
    }

    void endedMicros(long micros) {
        body.putLong(ENDED_AT, micros);
    }

    UUID id() {
        return new UUID(body.getLong(ID_AT), body.getLong(ID_AT + Long.BYTES));
    }
}
