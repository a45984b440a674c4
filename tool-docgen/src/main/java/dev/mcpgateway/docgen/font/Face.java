package dev.mcpgateway.docgen.font;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One font of ours. Loaded when first drawn with: most documents need three of them. Of a face that has no bold or slanted cut the page
 * fakes them, so the face says that it has none.
 */
public enum Face {
    SANS("LiberationSans", "/fonts/liberation/LiberationSans-Regular.ttf"),
    SANS_BOLD("LiberationSans-Bold", "/fonts/liberation/LiberationSans-Bold.ttf"),
    SANS_ITALIC("LiberationSans-Italic", "/fonts/liberation/LiberationSans-Italic.ttf"),
    SANS_BOLD_ITALIC("LiberationSans-BoldItalic", "/fonts/liberation/LiberationSans-BoldItalic.ttf"),
    SERIF("LiberationSerif", "/fonts/liberation/LiberationSerif-Regular.ttf"),
    SERIF_BOLD("LiberationSerif-Bold", "/fonts/liberation/LiberationSerif-Bold.ttf"),
    SERIF_ITALIC("LiberationSerif-Italic", "/fonts/liberation/LiberationSerif-Italic.ttf"),
    SERIF_BOLD_ITALIC("LiberationSerif-BoldItalic", "/fonts/liberation/LiberationSerif-BoldItalic.ttf"),
    MONO("LiberationMono", "/fonts/liberation/LiberationMono-Regular.ttf"),
    MONO_BOLD("LiberationMono-Bold", "/fonts/liberation/LiberationMono-Bold.ttf"),
    MONO_ITALIC("LiberationMono-Italic", "/fonts/liberation/LiberationMono-Italic.ttf"),
    MONO_BOLD_ITALIC("LiberationMono-BoldItalic", "/fonts/liberation/LiberationMono-BoldItalic.ttf"),
    SYMBOLS("DejaVuSans", "/fonts/dejavu/DejaVuSans.ttf"),
    SYMBOLS_BOLD("DejaVuSans-Bold", "/fonts/dejavu/DejaVuSans-Bold.ttf"),
    CJK("WenQuanYiZenHei", "/fonts/wqy/WenQuanZhengHei.ttf");

    private static final Map<Face, FontFile> LOADED = new ConcurrentHashMap<>();

    private final String postScriptName;
    private final String resource;

    Face(String postScriptName, String resource) {
        this.postScriptName = postScriptName;
        this.resource = resource;
    }

    public String postScriptName() {
        return postScriptName;
    }

    /** 0 when the face cannot draw it. */
    public int glyph(int codePoint) {
        return file().glyph(codePoint);
    }

    /** In thousandths of the font size, rounded as PDF's width arrays have it. */
    public int advance(int glyph) {
        FontFile font = file();
        return perMille(font, font.advance(glyph));
    }

    /** Above the baseline, in thousandths of the font size. */
    public int ascent() {
        return perMille(file(), file().table("hhea").getShort(4));
    }

    /** Below the baseline, as a positive number. */
    public int descent() {
        return -perMille(file(), file().table("hhea").getShort(6));
    }

    /** Left, bottom, right and top of a box around all glyphs. */
    public int[] boundingBox() {
        ByteBuffer head = file().table("head");
        int[] box = new int[4];
        for (int i = 0; i < 4; i++) {
            box[i] = perMille(file(), head.getShort(36 + 2 * i));
        }
        return box;
    }

    public boolean monospaced() {
        return this == MONO || this == MONO_BOLD || this == MONO_ITALIC || this == MONO_BOLD_ITALIC;
    }

    public boolean slanted() {
        return postScriptName.endsWith("Italic");
    }

    public boolean heavy() {
        return postScriptName.contains("Bold");
    }

    FontFile file() {
        FontFile loaded = LOADED.get(this);
        return loaded != null ? loaded : LOADED.computeIfAbsent(this, face -> FontFile.load(face.resource));
    }

    private static int perMille(FontFile font, int units) {
        return Math.round(units * 1000f / font.unitsPerEm());
    }
}
