package dev.mcpgateway.git.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where to go on. Opaque to callers, checked when it comes back: it carries a digest of the question, so that it cannot
 * continue another one, and everything in it is bounded. It is no secret and gives no right: whatever it names could be
 * asked for directly.
 */
public final class Cursor {
    private static final int VERSION = 1;
    private static final int MAX_CHARS = 8192;

    private Cursor() {}

    /** Writes the position. */
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads the position back, in the same order. */
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** The question is every argument except cursor and page size, in a fixed order. */
    public static String encode(Object question, Writer position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(digest(question));
            position.write(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    public static <T> T decode(Object question, String cursor, Reader<T> position) {
        if (cursor.length() > MAX_CHARS) {
            throw unreadable();
        }
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor.getBytes(UTF_8))))) {
            if (in.readByte() != VERSION) {
                throw unreadable();
            }
            if (in.readInt() != digest(question)) {
                throw new Refused("The cursor belongs to another question. Repeat the arguments it was given for,"
                        + " or leave the cursor out to start again.");
            }
            T read = position.read(in);
            if (in.read() != -1) {
                throw unreadable();
            }
            return read;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** An object id inside a position. */
    public static ObjectId readId(DataInputStream in) throws IOException {
        byte[] raw = in.readNBytes(Constants.OBJECT_ID_LENGTH);
        if (raw.length != Constants.OBJECT_ID_LENGTH) {
            throw new IOException("too short");
        }
        return ObjectId.fromRaw(raw);
    }

    private static int digest(Object question) {
        // Only tells questions apart; nothing depends on it being hard to forge.
        return question.toString().hashCode();
    }

    private static Refused unreadable() {
        return new Refused("The cursor is not one of ours. Leave it out to start at the beginning.");
    }
}
