package dev.mcpgateway.git.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

import dev.mcpgateway.git.repository.Reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The content of a file, if it is small enough to be looked at; otherwise only its size. */
public final class Blob {
    /** As far as git looks for a NUL byte before it calls a file text. */
    private static final int SNIFFED = 8000;

    public static final Blob NONE = new Blob(ObjectId.zeroId(), 0, true, new byte[0]);

    private final ObjectId id;
    private final long size;
    private final boolean loaded;
    private final byte[] bytes;

    private Blob(ObjectId id, long size, boolean loaded, byte[] bytes) {
        this.id = id;
        this.size = size;
        this.loaded = loaded;
        this.bytes = bytes;
    }

    public static Blob load(Reading reading, ObjectId id) throws IOException {
        long size = reading.objects().getObjectSize(id, Constants.OBJ_BLOB);
        if (size > reading.limits().blobBytes()) {
            return new Blob(id, size, false, new byte[0]);
        }
        byte[] bytes = reading.objects()
                .open(id, Constants.OBJ_BLOB)
                .getBytes(reading.limits().blobBytes());
        return new Blob(id, size, true, bytes);
    }

    public ObjectId id() {
        return id;
    }

    /** In bytes, known even of what was not loaded. */
    public long size() {
        return size;
    }

    /** False if it is over the limit. */
    public boolean loaded() {
        return loaded;
    }

    public String text() {
        return new String(bytes, charset());
    }

    /** As git decides it. */
    public boolean isBinary() {
        for (int i = 0; i < Math.min(bytes.length, SNIFFED); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isText() {
        return loaded && !isBinary();
    }

    public RawText lines() {
        return new RawText(bytes);
    }

    /**
     * How the bytes become characters: a byte order mark decides, then whether they are UTF-8; otherwise Latin-1, in which
     * every byte stays visible.
     */
    public Charset charset() {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return UTF_16LE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return UTF_16BE;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return UTF_8;
        } catch (CharacterCodingException e) {
            return ISO_8859_1;
        }
    }
}
