package dev.mcpgateway.docgen.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A piece of a document that stands on lines of its own. */
public sealed interface Block {

    void accept(Visitor visitor);

    /** Blocks inside this one, in reading order. */
    default List<Block> children() {
        return List.of();
    }

    /** One method per kind: a new kind of block does not compile until every format can draw it. */
    interface Visitor {
        void heading(Heading heading);

        void paragraph(Paragraph paragraph);

        void code(Code code);

        void quote(Quote quote);

        void list(Listing listing);

        void table(Table table);

        void rule();
    }

    /** {@code anchor} is unique in the document and made of the heading's own words. */
    record Heading(int level, List<Inline> content, String anchor) implements Block {
        public Heading {
            content = List.copyOf(content);
        }

        public String text() {
            return Inline.text(content);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.heading(this);
        }
    }

    record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.paragraph(this);
        }
    }

    /** {@code language} is the first word of the fence's info string, in lower case, or empty. */
    record Code(String language, String text) implements Block {
        @Override
        public void accept(Visitor visitor) {
            visitor.code(this);
        }
    }

    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }

        @Override
        public List<Block> children() {
            return blocks;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.quote(this);
        }
    }

    record Listing(boolean ordered, int start, boolean tight, List<Item> items) implements Block {
        public Listing {
            items = List.copyOf(items);
        }

        @Override
        public List<Block> children() {
            return items.stream().flatMap(item -> item.blocks().stream()).toList();
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.list(this);
        }
    }

    /** {@code done} is null for an item that is no task. */
    record Item(@Nullable Boolean done, List<Block> blocks) {
        public Item {
            blocks = List.copyOf(blocks);
        }
    }

    /** Every row has as many cells as {@code columns}. */
    record Table(List<Align> columns, List<List<Inline>> header, List<List<List<Inline>>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.table(this);
        }
    }

    record Rule() implements Block {
        @Override
        public void accept(Visitor visitor) {
            visitor.rule();
        }
    }

    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }
}
