package dev.mcpgateway.docgen.docx;

import java.util.List;

import dev.mcpgateway.docgen.model.Block;
import dev.mcpgateway.docgen.model.Inline;

/** A table's columns in twips: each as wide as its longest word, the rest where the text is long. The word processor refines them. */
final class ColumnWidths {

    private static final int LONG_WORD = 20;
    private static final int LONG_TEXT = 60;
    private static final int TWIPS_PER_CHARACTER = 125;
    private static final int PADDING = 340;

    private ColumnWidths() {}

    static int[] of(Block.Table table, int room) {
        int columns = table.columns().size();
        int[] words = new int[columns];
        int[] texts = new int[columns];
        measure(table.header(), words, texts);
        for (List<List<Inline>> row : table.rows()) {
            measure(row, words, texts);
        }
        long least = 0;
        long wished = 0;
        for (int i = 0; i < columns; i++) {
            words[i] = Math.min(words[i], LONG_WORD) * TWIPS_PER_CHARACTER + PADDING;
            texts[i] = Math.max(words[i], Math.min(texts[i], LONG_TEXT) * TWIPS_PER_CHARACTER + PADDING);
            least += words[i];
            wished += texts[i];
        }
        int[] widths = new int[columns];
        for (int i = 0; i < columns; i++) {
            if (wished <= room) {
                widths[i] = texts[i];
            } else if (least < room) {
                widths[i] = (int) (words[i] + (room - least) * (texts[i] - words[i]) / (wished - least));
            } else {
                widths[i] = (int) Math.max(200, words[i] * (long) room / least);
            }
        }
        return widths;
    }

    private static void measure(List<List<Inline>> cells, int[] words, int[] texts) {
        for (int i = 0; i < Math.min(cells.size(), words.length); i++) {
            String text = Inline.text(cells.get(i));
            texts[i] = Math.max(texts[i], text.length());
            for (String word : text.split(" ", -1)) {
                words[i] = Math.max(words[i], Math.max(3, word.length()));
            }
        }
    }
}
