package dev.mcpgateway.docgen.work;

/** A finished document. {@code pages} is 0 where the reader's program decides about pages (DOCX, HTML). */
public final class Rendered {

    private final byte[] bytes;
    private final int pages;

    public Rendered(byte[] bytes, int pages) {
        this.bytes = bytes;
        this.pages = pages;
    }

    /** Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    public int pages() {
        return pages;
    }
}
