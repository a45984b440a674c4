package dev.mcpgateway.docgen.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A TrueType file (ISO 14496-22): which glyph draws a character, how wide it is, and what a subset needs. Immutable and thread-safe; the
 * tables are read in place, because unpacked into objects they would take several times the space.
 */
final class FontFile {

    private static final Set<String> NEEDED =
            Set.of("head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "cvt ", "fpgm", "prep", "OS/2", "post");

    private final Map<String, ByteBuffer> tables = new TreeMap<>();
    private final ByteBuffer cmap;
    private final int unitsPerEm;
    private final int wideMetrics;
    private final boolean longOffsets;

    private FontFile(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int count = in.getShort(4);
        for (int i = 0; i < count; i++) {
            int entry = 12 + 16 * i;
            String tag = new String(file, entry, 4, StandardCharsets.ISO_8859_1);
            if (NEEDED.contains(tag)) {
                // Copied, so that bitmaps and layout tables we never read do not stay in memory with the file.
                byte[] table = new byte[in.getInt(entry + 12)];
                in.get(in.getInt(entry + 8), table);
                tables.put(tag, ByteBuffer.wrap(table).asReadOnlyBuffer());
            }
        }
        unitsPerEm = u16(table("head"), 18);
        longOffsets = u16(table("head"), 50) == 1;
        wideMetrics = u16(table("hhea"), 34);
        cmap = unicodeMap(table("cmap"));
    }

    static FontFile load(String resource) {
        try (InputStream in = FontFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The font " + resource + " is not in the program: was the build complete?");
            }
            return new FontFile(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ByteBuffer table(String tag) {
        ByteBuffer table = tables.get(tag);
        return table == null ? ByteBuffer.allocate(0) : table;
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    int glyphCount() {
        return u16(table("maxp"), 4);
    }

    /** In the units of the font. */
    int advance(int glyph) {
        return u16(table("hmtx"), 4 * Math.min(glyph, wideMetrics - 1));
    }

    int leftSideBearing(int glyph) {
        ByteBuffer hmtx = table("hmtx");
        return glyph < wideMetrics
                ? hmtx.getShort(4 * glyph + 2)
                : hmtx.getShort(4 * wideMetrics + 2 * (glyph - wideMetrics));
    }

    /** The glyph's outline, empty for a space. */
    ByteBuffer outline(int glyph) {
        int start = offset(glyph);
        return table("glyf").slice(start, offset(glyph + 1) - start);
    }

    /** 0 when the font has no such character. */
    int glyph(int codePoint) {
        if (cmap.remaining() == 0) {
            return 0;
        }
        return cmap.getShort(0) == 12 ? glyphByGroups(codePoint) : glyphBySegments(codePoint);
    }

    private int offset(int glyph) {
        return longOffsets ? table("loca").getInt(4 * glyph) : 2 * u16(table("loca"), 2 * glyph);
    }

    /** Prefers the map of all of Unicode (format 12) to that of its first 65,536 characters (format 4). */
    private static ByteBuffer unicodeMap(ByteBuffer cmap) {
        ByteBuffer best = ByteBuffer.allocate(0);
        for (int i = 0; i < u16(cmap, 2); i++) {
            int platform = u16(cmap, 4 + 8 * i);
            int at = cmap.getInt(8 + 8 * i);
            int format = u16(cmap, at);
            boolean unicode = platform == 0 || platform == 3;
            if (unicode && (format == 12 || (format == 4 && best.remaining() == 0))) {
                best = cmap.slice(at, cmap.capacity() - at);
            }
        }
        return best;
    }

    private int glyphByGroups(int codePoint) {
        int low = 0;
        int high = cmap.getInt(12) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int group = 16 + 12 * middle;
            if (codePoint < cmap.getInt(group)) {
                high = middle - 1;
            } else if (codePoint > cmap.getInt(group + 4)) {
                low = middle + 1;
            } else {
                return cmap.getInt(group + 8) + codePoint - cmap.getInt(group);
            }
        }
        return 0;
    }

    private int glyphBySegments(int codePoint) {
        if (codePoint > 0xFFFF) {
            return 0;
        }
        int doubled = u16(cmap, 6);
        int ends = 14;
        int starts = 16 + doubled;
        int deltas = starts + doubled;
        int ranges = deltas + doubled;
        for (int i = segment(codePoint, doubled); i < doubled; i += 2) {
            int start = u16(cmap, starts + i);
            if (codePoint > u16(cmap, ends + i) || codePoint < start) {
                return 0;
            }
            int range = u16(cmap, ranges + i);
            if (range == 0) {
                return (codePoint + u16(cmap, deltas + i)) & 0xFFFF;
            }
            int glyph = u16(cmap, ranges + i + range + 2 * (codePoint - start));
            return glyph == 0 ? 0 : (glyph + u16(cmap, deltas + i)) & 0xFFFF;
        }
        return 0;
    }

    private int segment(int codePoint, int doubled) {
        int low = 0;
        int high = doubled / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (u16(cmap, 14 + 2 * middle) < codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }

    static int u16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xFFFF;
    }
}
