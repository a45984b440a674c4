package dev.mcpgateway.relay;

/** A part of an answer: one complete message or event, or bytes that pass as they are. */
final class Piece {
    private final byte[] bytes;
    private final boolean whole;

    Piece(byte[] bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isWhole() {
        return whole;
    }
}
