package dev.mcpgateway.docgen.pdf;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

import dev.mcpgateway.docgen.font.Face;
import dev.mcpgateway.docgen.font.Subset;

/** The faces one document uses, each as a composite font with an embedded subset (ISO 32000-1, 9.7). */
final class PdfFonts {

    private final Map<Face, Subset> subsets = new EnumMap<>(Face.class);

    static String name(Face face) {
        return face.name();
    }

    /** The glyph as four hexadecimal digits, the way a page names it. */
    String use(Face face, int glyph, int codePoint) {
        int number = subsets.computeIfAbsent(face, Subset::new).use(glyph, codePoint);
        return HexFormat.of().withUpperCase().toHexDigits((short) number);
    }

    /** Writes all fonts and returns the body of the resource dictionary that names them. */
    String write(PdfFile file) {
        StringBuilder resources = new StringBuilder();
        subsets.forEach((face, subset) -> resources
                .append('/')
                .append(name(face))
                .append(' ')
                .append(write(file, subset))
                .append(" 0 R"));
        return resources.toString();
    }

    private static int write(PdfFile file, Subset subset) {
        Face face = subset.face();
        byte[] program = subset.toFontFile();
        // Six letters and a plus mark a subset; which letters does not matter, only that they are always the same.
        String name = tag(face, program.length) + "+" + face.postScriptName();
        int fontFile = file.addCompressed("/Length1 " + program.length, program);
        int[] box = face.boundingBox();
        int flags = 4 + (face.monospaced() ? 1 : 0) + (face.slanted() ? 64 : 0);
        int descriptor = file.add(
                "<</Type/FontDescriptor/FontName/" + name + "/Flags " + flags + "/FontBBox[" + box[0] + ' ' + box[1]
                        + ' ' + box[2] + ' ' + box[3] + "]/ItalicAngle " + (face.slanted() ? -12 : 0) + "/Ascent "
                        + face.ascent()
                        + "/Descent " + -face.descent() + "/CapHeight 700/StemV " + (face.heavy() ? 140 : 80)
                        + "/FontFile2 " + fontFile
                        + " 0 R>>");
        StringBuilder widths = new StringBuilder("[0[");
        for (int advance : subset.advances()) {
            widths.append(advance).append(' ');
        }
        widths.append("]]");
        int descendant = file.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/" + name
                + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/W "
                + widths
                + "/FontDescriptor " + descriptor + " 0 R>>");
        int toUnicode = file.addCompressed("", toUnicode(subset.codePoints()).getBytes(StandardCharsets.US_ASCII));
        return file.add("<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts["
                + descendant + " 0 R]/ToUnicode " + toUnicode + " 0 R>>");
    }

    private static String tag(Face face, int size) {
        StringBuilder tag = new StringBuilder();
        int rest = Math.floorMod(face.postScriptName().hashCode() + 31 * size, 308_915_776);
        for (int i = 0; i < 6; i++) {
            tag.append((char) ('A' + rest % 26));
            rest /= 26;
        }
        return tag.toString();
    }

    /** Without this map a reader could show the text but neither copy nor search it (ISO 32000-1, 9.10.3). */
    private static String toUnicode(Map<Integer, Integer> codePoints) {
        StringBuilder map = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
                /CMapName/Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000><FFFF>
                endcodespacerange
                """);
        HexFormat hex = HexFormat.of().withUpperCase();
        int left = codePoints.size();
        int inBlock = 0;
        for (Map.Entry<Integer, Integer> entry : codePoints.entrySet()) {
            if (inBlock == 0) {
                map.append(Math.min(100, left)).append(" beginbfchar\n");
            }
            String character = Character.toString(entry.getValue());
            map.append('<')
                    .append(hex.toHexDigits(entry.getKey().shortValue()))
                    .append("><")
                    .append(hex.formatHex(character.getBytes(StandardCharsets.UTF_16BE)))
                    .append(">\n");
            left--;
            if (++inBlock == 100 || left == 0) {
                map.append("endbfchar\n");
                inBlock = 0;
            }
        }
        return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    }
}
