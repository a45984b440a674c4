package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest. */
final class Hash {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    static Hash of(ByteBuffer digest) {
        byte[] bytes = new byte[digest.remaining()];
        digest.duplicate().get(bytes);
        return new Hash(bytes);
    }

    static Hash parse(String hex) {
        return new Hash(HEX.parseHex(hex));
    }

    static Hash over(MessageDigest sha256, ByteBuffer content) {
        sha256.update(content.duplicate());
        return new Hash(sha256.digest());
    }

    /** The link after this one: over this one, its number, and the digest of what it links. */
    Hash next(MessageDigest sha256, long sequence, Hash content) {
        byte[] all = ByteBuffer.allocate(bytes.length + Long.BYTES + content.bytes.length)
                .put(bytes)
                .putLong(sequence)
                .put(content.bytes)
                .array();
        return new Hash(sha256.digest(all));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
