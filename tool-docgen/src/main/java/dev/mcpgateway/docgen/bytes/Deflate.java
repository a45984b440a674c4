package dev.mcpgateway.docgen.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.GZIPException;

/** Compression whose output depends on its input alone. {@code java.util.zip} calls the platform's zlib, and those differ. */
public final class Deflate {

    private static final int LEVEL = 6;
    private static final int BUFFER = 8192;

    private Deflate() {}

    /** As PDF's FlateDecode wants it: with zlib's header and checksum. */
    public static byte[] zlib(byte[] data) {
        return deflate(data, false);
    }

    /** As ZIP wants it: bare. */
    public static byte[] raw(byte[] data) {
        return deflate(data, true);
    }

    private static byte[] deflate(byte[] data, boolean bare) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 3 + 64);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, new Deflater(LEVEL, bare), BUFFER, true)) {
            deflating.write(data);
        } catch (GZIPException e) {
            throw new IllegalStateException("The compressor refused its own settings.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
