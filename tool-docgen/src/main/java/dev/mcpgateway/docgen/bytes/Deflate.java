package dev.mcpgateway.docgen.bytes;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;

/** Compression whose output depends on its input alone. {@code java.util.zip} calls the platform's zlib, and those differ. */
public final class Deflate {

    private static final int LEVEL = 6;
    private static final int BUFFER = 8192;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final OutputStream deflating;

    private Deflate(boolean bare) {
        try {
            deflating = new BufferedOutputStream(
                    new DeflaterOutputStream(out, new Deflater(LEVEL, bare), BUFFER, true), BUFFER);
        } catch (IOException e) {
            throw new IllegalStateException("The compressor refused its own settings.", e);
        }
    }

    /** As PDF's FlateDecode wants it: with zlib's header and checksum. For data that come in pieces and need not be held whole. */
    public static Deflate zlib() {
        return new Deflate(false);
    }

    public static byte[] zlib(byte[] data) {
        return zlib().add(data).finish();
    }

    /** As ZIP wants it: bare. */
    public static Deflate raw() {
        return new Deflate(true);
    }

    /** Where one piece ends and the next begins makes no difference to the result. */
    public Deflate add(byte[] piece) {
        try {
            deflating.write(piece);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] finish() {
        try {
            deflating.close();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
