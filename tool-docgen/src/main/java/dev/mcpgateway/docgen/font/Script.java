package dev.mcpgateway.docgen.font;

/**
 * What setting a line must know of a character. Own tables, not the JDK's: those change with its version of Unicode, and a line that
 * breaks elsewhere on a newer JDK would be another document.
 */
public final class Script {

    /** For formats that embed no fonts: who has none for these scripts would see boxes. */
    public static final String BORROWED_FONTS =
            "DOCX and HTML show Chinese, Japanese and Korean with the fonts of the reader's machine;"
                    + " use pdf where it must look the same everywhere.";

    /** Characters that must not begin a line of Chinese, Japanese or Korean. */
    private static final String NOT_FIRST = "、。，．：；？！）］｝〉》」』】〕〗〙〟’”»ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・…‥%)]},.!?:;";

    /** Characters that must not end one. */
    private static final String NOT_LAST = "（［｛〈《「『【〔〖〘〝‘“«([{";

    private Script() {}

    /** Ideographs, kana, hangul and the punctuation that comes with them: a line may break between any two. */
    public static boolean eastAsian(int c) {
        return within(c, 0x2E80, 0x312F)
                || within(c, 0x3130, 0xA4CF)
                || within(c, 0xAC00, 0xD7A3)
                || within(c, 0xF900, 0xFAFF)
                || within(c, 0xFE30, 0xFE4F)
                || within(c, 0xFF00, 0xFFEF)
                || within(c, 0x20000, 0x3FFFF);
    }

    /** Whether a line may end after {@code left} when {@code right} follows; spaces are decided elsewhere. */
    public static boolean breaksBetween(int left, int right) {
        if (NOT_FIRST.indexOf(right) >= 0 || NOT_LAST.indexOf(left) >= 0) {
            return false;
        }
        return eastAsian(left) || eastAsian(right) || left == 0x200B || left == 0x2014 || (left == '-' && right > 0x7F);
    }

    /** Written right to left or with joined and reordered letters, which our lines do not do. */
    public static boolean needsShaping(int c) {
        return within(c, 0x0590, 0x08FF)
                || within(c, 0x0900, 0x0DFF)
                || within(c, 0x0E00, 0x0EFF)
                || within(c, 0x0F00, 0x109F)
                || within(c, 0x1780, 0x17FF)
                || within(c, 0xFB1D, 0xFDFF)
                || within(c, 0xFE70, 0xFEFC);
    }

    /** Directs how neighbours look and has no picture of its own. */
    public static boolean invisible(int c) {
        return c == 0x00AD
                || within(c, 0x200B, 0x200F)
                || within(c, 0x202A, 0x202E)
                || within(c, 0x2060, 0x206F)
                || within(c, 0xFE00, 0xFE0F)
                || c == 0xFEFF
                || within(c, 0xE0000, 0xE01EF);
    }

    private static boolean within(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
