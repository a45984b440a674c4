package dev.mcpgateway.docgen.image;

import java.io.ByteArrayOutputStream;

import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.work.Budget;

/** A JPEG's headers (ITU T.81, annex B). The entropy-coded part is passed on unread: PDF, DOCX and HTML all take it as it is. */
public record Jpeg(Image image, int components, boolean adobe) {

    private static final int MARKER = 0xFF;
    private static final int START_OF_SCAN = 0xDA;

    static boolean recognises(byte[] b) {
        return b.length > 4 && u8(b, 0) == MARKER && u8(b, 1) == 0xD8 && u8(b, 2) == MARKER;
    }

    /** For bytes that were parsed before. */
    public static Jpeg of(Image image, Budget budget) {
        try {
            return parse(image.bytes(), budget);
        } catch (UnreadablePicture e) {
            throw new IllegalStateException("A picture that was readable is not any more.", e);
        }
    }

    static Jpeg parse(byte[] b, Budget budget) throws UnreadablePicture {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(b.length);
        kept.write(b, 0, 2);
        int width = 0;
        int height = 0;
        int components = 0;
        boolean adobe = false;
        int at = 2;
        while (at + 4 <= b.length) {
            budget.check();
            if (u8(b, at) != MARKER) {
                throw new UnreadablePicture("its JPEG headers are broken");
            }
            int marker = u8(b, at + 1);
            int length = 2 + ((u8(b, at + 2) << 8) | u8(b, at + 3));
            if (length < 4 || at + length > b.length) {
                throw new UnreadablePicture("its JPEG headers end too early");
            }
            if (marker == START_OF_SCAN) {
                if (width == 0) {
                    throw new UnreadablePicture("its JPEG data come before its size");
                }
                kept.write(b, at, b.length - at);
                byte[] clean = kept.toByteArray();
                return new Jpeg(new Image(Image.Format.JPEG, width, height, clean), components, adobe);
            }
            if (isFrame(marker)) {
                if (length < 10 || u8(b, at + 4) != 8) {
                    throw new UnreadablePicture("only JPEG with 8 bits a sample can be shown");
                }
                height = (u8(b, at + 5) << 8) | u8(b, at + 6);
                width = (u8(b, at + 7) << 8) | u8(b, at + 8);
                components = u8(b, at + 9);
                PictureReader.checkSize(width, height, budget);
                if (components != 1 && components != 3 && components != 4) {
                    throw new UnreadablePicture("JPEG with " + components + " colour components cannot be shown");
                }
            }
            adobe |= marker == 0xEE;
            if (draws(marker)) {
                kept.write(b, at, length);
            }
            at += length;
        }
        throw new UnreadablePicture("its JPEG data are missing");
    }

    /** Baseline, extended and progressive Huffman: what every reader shows. */
    private static boolean isFrame(int marker) {
        return marker == 0xC0 || marker == 0xC1 || marker == 0xC2;
    }

    /** Application segments other than JFIF's and Adobe's colour hint, and comments, may hold where and by whom a photo was taken. */
    private static boolean draws(int marker) {
        boolean application = marker >= 0xE0 && marker <= 0xEF;
        return marker != 0xFE && (!application || marker == 0xE0 || marker == 0xEE);
    }

    private static int u8(byte[] b, int at) {
        return b[at] & 0xFF;
    }
}
