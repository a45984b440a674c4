package dev.mcpgateway.docgen.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.work.Budget;

/**
 * A PNG (ISO 15948), not interlaced. {@code data} is the zlib stream of all IDAT chunks; {@code palette} and {@code transparency} are the
 * PLTE and tRNS chunks, empty where there are none.
 */
public record Png(Image image, int bitDepth, Colour colour, Chunk palette, Chunk transparency, Chunk data) {

    /** Bytes of one chunk, or of several joined. A type of its own because records compare arrays by identity. */
    public static final class Chunk {
        private final byte[] bytes;

        Chunk(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Not a copy. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /** The standard's colour types, in the order of their numbers where they have one. */
    public enum Colour {
        GRAY(0, 1),
        RGB(2, 3),
        PALETTE(3, 1),
        GRAY_ALPHA(4, 2),
        RGB_ALPHA(6, 4);

        private final int number;
        private final int channels;

        Colour(int number, int channels) {
            this.number = number;
            this.channels = channels;
        }

        public int channels() {
            return channels;
        }

        static Colour of(int number) throws UnreadablePicture {
            for (Colour colour : values()) {
                if (colour.number == number) {
                    return colour;
                }
            }
            throw new UnreadablePicture("its PNG colour type " + number + " does not exist");
        }
    }

    /** Takes one unfiltered row; the array is reused for the next. */
    public interface Rows {
        void row(byte[] samples);
    }

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    static boolean recognises(byte[] bytes) {
        return bytes.length > SIGNATURE.length + 25
                && ByteBuffer.wrap(bytes, 0, 8).equals(ByteBuffer.wrap(SIGNATURE));
    }

    /** For bytes that were parsed before. */
    public static Png of(Image image, Budget budget) {
        try {
            return parse(image.bytes(), budget);
        } catch (UnreadablePicture e) {
            throw new IllegalStateException("A picture that was readable is not any more.", e);
        }
    }

    public boolean hasAlpha() {
        return colour == Colour.GRAY_ALPHA || colour == Colour.RGB_ALPHA || transparency.bytes().length > 0;
    }

    static Png parse(byte[] bytes, Budget budget) throws UnreadablePicture {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE.length);
        ByteArrayOutputStream data = new ByteArrayOutputStream(bytes.length);
        byte[] header = new byte[0];
        byte[] palette = new byte[0];
        byte[] transparency = new byte[0];
        in.position(SIGNATURE.length);
        while (in.remaining() >= 12) {
            budget.check();
            int start = in.position();
            int length = in.getInt();
            if (length < 0 || length > in.remaining() - 8) {
                throw new UnreadablePicture("its PNG chunks end too early");
            }
            String type = new String(bytes, start + 4, 4, StandardCharsets.ISO_8859_1);
            byte[] body = new byte[length];
            in.position(start + 8).get(body).position(start + 12 + length);
            switch (type) {
                case "IHDR" -> header = body;
                case "PLTE" -> palette = body;
                case "tRNS" -> transparency = body;
                case "IDAT" -> data.write(body, 0, length);
                default -> {
                    // Everything else is about the picture, not of it, and may be compressed text of any size.
                    if (!type.equals("IEND")) {
                        continue;
                    }
                }
            }
            kept.write(bytes, start, 12 + length);
            if (type.equals("IEND")) {
                break;
            }
        }
        if (header.length != 13) {
            throw new UnreadablePicture("its PNG header is missing");
        }
        ByteBuffer h = ByteBuffer.wrap(header);
        int width = h.getInt();
        int height = h.getInt();
        PictureReader.checkSize(width, height, budget);
        int depth = h.get();
        Colour colour = Colour.of(h.get());
        checkKind(depth, colour, palette, header);
        Png png = new Png(
                new Image(Image.Format.PNG, width, height, kept.toByteArray()),
                depth,
                colour,
                new Chunk(palette),
                new Chunk(transparency),
                new Chunk(data.toByteArray()));
        png.rows(budget, row -> {});
        return png;
    }

    private static void checkKind(int depth, Colour colour, byte[] palette, byte[] header) throws UnreadablePicture {
        boolean known = switch (colour) {
            case GRAY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GRAY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
        };
        if (!known) {
            throw new UnreadablePicture("its PNG bit depth " + depth + " does not exist for its colour type");
        }
        if (colour == Colour.PALETTE && (palette.length == 0 || palette.length > 768 || palette.length % 3 != 0)) {
            throw new UnreadablePicture("its PNG palette is missing or broken");
        }
        if (header[12] != 0) {
            throw new UnreadablePicture("interlaced PNG cannot be shown; save it without interlacing");
        }
    }

    private int bitsPerPixel() {
        return bitDepth * colour.channels();
    }

    /** Streams the pixels, and thereby proves that the data are exactly as many as the header says. */
    public void rows(Budget budget, Rows sink) throws UnreadablePicture {
        int stride = (int) (((long) image.width() * bitsPerPixel() + 7) / 8);
        int step = Math.max(1, bitsPerPixel() / 8);
        byte[] current = new byte[stride];
        byte[] previous = new byte[stride];
        byte[] filter = new byte[1];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data.bytes());
            for (int y = 0; y < image.height(); y++) {
                budget.check();
                fill(inflater, filter);
                fill(inflater, current);
                unfilter(filter[0], current, previous, step);
                sink.row(current);
                byte[] swap = previous;
                previous = current;
                current = swap;
            }
        } catch (DataFormatException e) {
            throw new UnreadablePicture("its PNG data are broken");
        } finally {
            inflater.end();
        }
    }

    private static void fill(Inflater inflater, byte[] target) throws DataFormatException, UnreadablePicture {
        int at = 0;
        while (at < target.length) {
            int got = inflater.inflate(target, at, target.length - at);
            if (got == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                throw new UnreadablePicture("its PNG data end too early");
            }
            at += got;
        }
    }

    private static void unfilter(int filter, byte[] row, byte[] above, int step) throws UnreadablePicture {
        if (filter < 0 || filter > 4) {
            throw new UnreadablePicture("its PNG data are broken");
        }
        for (int i = 0; filter != 0 && i < row.length; i++) {
            int left = i < step ? 0 : row[i - step] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < step ? 0 : above[i - step] & 0xFF;
            int predicted = switch (filter) {
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> paeth(left, up, corner);
            };
            row[i] = (byte) (row[i] + predicted);
        }
    }

    private static int paeth(int left, int up, int corner) {
        int p = left + up - corner;
        int toLeft = Math.abs(p - left);
        int toUp = Math.abs(p - up);
        int toCorner = Math.abs(p - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
