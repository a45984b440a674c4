package dev.mcpgateway.docgen.docx;

/** Definitions of lists: bullets, numbers, and the two boxes of a task. Every numbered list counts for itself. */
final class Numbering {

    static final int BULLETS = 1;
    static final int OPEN_TASKS = 2;
    static final int DONE_TASKS = 3;
    static final int LEVELS = 9;

    private static final int ABSTRACT_NUMBERS = 4;
    private static final int STEP = 360;

    private final StringBuilder instances = new StringBuilder();
    private int last = DONE_TASKS;

    /** A new count, beginning at {@code start} on its level. */
    int ordered(int level, int start) {
        last++;
        instances
                .append("<w:num w:numId=\"")
                .append(last)
                .append("\"><w:abstractNumId w:val=\"")
                .append(ABSTRACT_NUMBERS)
                .append("\"/><w:lvlOverride w:ilvl=\"")
                .append(level)
                .append("\"><w:startOverride w:val=\"")
                .append(start)
                .append("\"/></w:lvlOverride></w:num>");
        return last;
    }

    static int indent(int level) {
        return STEP * (level + 1);
    }

    String xml() {
        StringBuilder xml = new StringBuilder(Xml.HEAD + "<w:numbering" + Xml.NAMESPACES + ">");
        bullets(xml, BULLETS, "•", "◦", "▪");
        bullets(xml, OPEN_TASKS, "☐", "☐", "☐");
        bullets(xml, DONE_TASKS, "☑", "☑", "☑");
        String[] formats = {"decimal", "lowerLetter", "lowerRoman"};
        begin(xml, ABSTRACT_NUMBERS);
        for (int level = 0; level < LEVELS; level++) {
            level(xml, level, formats[level % 3], "%" + (level + 1) + ".", "");
        }
        xml.append("</w:abstractNum>");
        for (int id = BULLETS; id <= DONE_TASKS; id++) {
            xml.append("<w:num w:numId=\"")
                    .append(id)
                    .append("\"><w:abstractNumId w:val=\"")
                    .append(id)
                    .append("\"/></w:num>");
        }
        return xml.append(instances).append("</w:numbering>").toString();
    }

    private static void bullets(StringBuilder xml, int id, String... signs) {
        begin(xml, id);
        for (int level = 0; level < LEVELS; level++) {
            boolean box = id != BULLETS;
            level(
                    xml,
                    level,
                    "bullet",
                    signs[level % signs.length],
                    box
                            ? "<w:rPr><w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:eastAsia=\"Segoe UI Symbol\"/></w:rPr>"
                            : "");
        }
        xml.append("</w:abstractNum>");
    }

    private static void begin(StringBuilder xml, int id) {
        xml.append("<w:abstractNum w:abstractNumId=\"")
                .append(id)
                .append("\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
    }

    private static void level(StringBuilder xml, int level, String format, String text, String look) {
        xml.append("<w:lvl w:ilvl=\"")
                .append(level)
                .append("\"><w:start w:val=\"1\"/><w:numFmt w:val=\"")
                .append(format)
                .append("\"/><w:lvlText w:val=\"")
                .append(text)
                .append("\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"")
                .append(indent(level))
                .append("\" w:hanging=\"")
                .append(STEP)
                .append("\"/></w:pPr>")
                .append(look)
                .append("</w:lvl>");
    }
}
