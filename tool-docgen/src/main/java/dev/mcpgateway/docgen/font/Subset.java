package dev.mcpgateway.docgen.font;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a face that one document draws with. Glyphs are numbered in the order of their first use, so the same text always makes the
 * same font. One document's state.
 */
public final class Subset {

    private static final int COMPOSITE = -1;
    private static final int ARGUMENTS_ARE_WORDS = 0x0001;
    private static final int HAS_SCALE = 0x0008;
    private static final int MORE_COMPONENTS = 0x0020;
    private static final int HAS_TWO_SCALES = 0x0040;
    private static final int HAS_MATRIX = 0x0080;

    private final Face face;
    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private final List<Integer> glyphs = new ArrayList<>();
    private final Map<Integer, Integer> codePoints = new TreeMap<>();

    public Subset(Face face) {
        this.face = face;
        number(0);
    }

    public Face face() {
        return face;
    }

    /** The glyph's number in this subset, by which a page calls it. */
    public int use(int glyph, int codePoint) {
        int number = number(glyph);
        codePoints.putIfAbsent(number, codePoint);
        return number;
    }

    /** Number in the subset → the character it stands for, so that a reader can copy and search text. */
    public Map<Integer, Integer> codePoints() {
        return codePoints;
    }

    /** Advances of all glyphs in the order of their numbers. */
    public int[] advances() {
        return glyphs.stream().mapToInt(face::advance).toArray();
    }

    /** A font file with these glyphs alone. */
    public byte[] toFontFile() {
        FontFile font = face.file();
        ByteArrayOutputStream outlines = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        // The list grows while it is read: a composite glyph brings its parts.
        for (int i = 0; i < glyphs.size(); i++) {
            offsets.add(outlines.size());
            byte[] outline = renumbered(font.outline(glyphs.get(i)));
            outlines.write(outline, 0, outline.length);
            while (outlines.size() % 4 != 0) {
                outlines.write(0);
            }
        }
        offsets.add(outlines.size());

        Map<String, ByteBuffer> tables = new TreeMap<>();
        for (String hinting : List.of("cvt ", "fpgm", "prep")) {
            if (font.table(hinting).remaining() > 0) {
                tables.put(hinting, font.table(hinting));
            }
        }
        tables.put("head", changed(font.table("head"), 50, 1));
        tables.put("hhea", changed(font.table("hhea"), 34, glyphs.size()));
        tables.put("maxp", changed(font.table("maxp"), 4, glyphs.size()));
        tables.put("glyf", ByteBuffer.wrap(outlines.toByteArray()));
        ByteBuffer loca = ByteBuffer.allocate(4 * offsets.size());
        offsets.forEach(loca::putInt);
        tables.put("loca", loca.flip());
        ByteBuffer hmtx = ByteBuffer.allocate(4 * glyphs.size());
        glyphs.forEach(
                glyph -> hmtx.putShort((short) font.advance(glyph)).putShort((short) font.leftSideBearing(glyph)));
        tables.put("hmtx", hmtx.flip());
        return file(tables);
    }

    private int number(int glyph) {
        Integer known = numbers.get(glyph);
        if (known != null) {
            return known;
        }
        int number = glyphs.size();
        glyphs.add(glyph);
        numbers.put(glyph, number);
        return number;
    }

    private byte[] renumbered(ByteBuffer outline) {
        byte[] copy = new byte[outline.remaining()];
        outline.get(0, copy);
        ByteBuffer glyph = ByteBuffer.wrap(copy);
        if (copy.length < 10 || glyph.getShort(0) != COMPOSITE) {
            return copy;
        }
        int at = 10;
        int flags;
        do {
            flags = FontFile.u16(glyph, at);
            glyph.putShort(at + 2, (short) number(FontFile.u16(glyph, at + 2)));
            at += 4 + ((flags & ARGUMENTS_ARE_WORDS) != 0 ? 4 : 2);
            if ((flags & HAS_SCALE) != 0) {
                at += 2;
            } else if ((flags & HAS_TWO_SCALES) != 0) {
                at += 4;
            } else if ((flags & HAS_MATRIX) != 0) {
                at += 8;
            }
        } while ((flags & MORE_COMPONENTS) != 0);
        return copy;
    }

    private static ByteBuffer changed(ByteBuffer table, int at, int value) {
        ByteBuffer copy =
                ByteBuffer.allocate(table.remaining()).put(table.duplicate()).flip();
        return copy.putShort(at, (short) value);
    }

    private static byte[] file(Map<String, ByteBuffer> tables) {
        int size = 12 + 16 * tables.size();
        for (ByteBuffer table : tables.values()) {
            size += padded(table.remaining());
        }
        int power = Integer.highestOneBit(tables.size());
        ByteBuffer file = ByteBuffer.allocate(size);
        file.putInt(0x00010000)
                .putShort((short) tables.size())
                .putShort((short) (16 * power))
                .putShort((short) Integer.numberOfTrailingZeros(power))
                .putShort((short) (16 * (tables.size() - power)));
        int at = 12 + 16 * tables.size();
        for (Map.Entry<String, ByteBuffer> entry : tables.entrySet()) {
            ByteBuffer table = entry.getValue();
            file.put(at, table, 0, table.remaining());
            file.put(entry.getKey().getBytes(StandardCharsets.ISO_8859_1))
                    .putInt(checksum(file, at, padded(table.remaining())))
                    .putInt(at)
                    .putInt(table.remaining());
            at += padded(table.remaining());
        }
        return file.array();
    }

    private static int checksum(ByteBuffer file, int at, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 4) {
            sum += file.getInt(at + i);
        }
        return sum;
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }
}
