package dev.mcpgateway.docgen.model;

import java.util.ArrayList;
import java.util.List;

/** The whole text in reading order. Note {@code n} of {@link Inline.NoteRef} is {@code notes.get(n - 1)}. */
public record Document(String title, List<Block> blocks, List<List<Block>> notes) {

    public Document {
        blocks = List.copyOf(blocks);
        notes = List.copyOf(notes);
    }

    /** Headings at every depth, in reading order: the outline, the table of contents and the targets of internal links. */
    public List<Block.Heading> headings() {
        List<Block.Heading> found = new ArrayList<>();
        collect(blocks, found);
        return found;
    }

    private static void collect(List<Block> blocks, List<Block.Heading> found) {
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading) {
                found.add(heading);
            }
            collect(block.children(), found);
        }
    }
}
