package dev.mcpgateway.docgen.docx;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.model.Inline;

/** Inlines → runs of one part. {@code Shared} is what all parts count together. */
final class Runs {

    private static final int EMU_PER_PIXEL = 9525;
    private static final int EMU_PER_TWIP = 635;

    /** Bookmarks, pictures and notes are numbered through the whole document. */
    static final class Shared {
        final Map<Image, String> media = new HashMap<>();
        final Map<String, Integer> bookmarks = new HashMap<>();
        final Set<Integer> notes = new LinkedHashSet<>();
        int drawings;
    }

    private final Xml out;
    private final Relations relations;
    private final Shared shared;
    private final int textWidth;
    private final boolean mayOpenNotes;

    Runs(Xml out, Relations relations, Shared shared, int textWidth, boolean mayOpenNotes) {
        this.out = out;
        this.relations = relations;
        this.shared = shared;
        this.textWidth = textWidth;
        this.mayOpenNotes = mayOpenNotes;
    }

    /** Bookmarks are numbered: their names may have only forty characters, and few of them. */
    int bookmark(String anchor) {
        return shared.bookmarks.computeIfAbsent(anchor, name -> shared.bookmarks.size() + 1);
    }

    static String bookmarkName(int number) {
        String digits = Integer.toString(number);
        return "_Toc" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    void write(List<Inline> content) {
        String open = null;
        for (Inline inline : content) {
            String link = linkOf(inline);
            if (open != null && !open.equals(link)) {
                out.raw("</w:hyperlink>");
                open = null;
            }
            if (link != null && open == null) {
                out.raw(
                        link.startsWith("#")
                                ? "<w:hyperlink w:anchor=\"" + bookmarkName(bookmark(link.substring(1)))
                                        + "\" w:history=\"1\">"
                                : "<w:hyperlink r:id=\"" + relations.link(link) + "\" w:history=\"1\">");
                open = link;
            }
            write(inline, link != null);
        }
        if (open != null) {
            out.raw("</w:hyperlink>");
        }
    }

    private static @Nullable String linkOf(Inline inline) {
        if (inline instanceof Inline.Run run) {
            return run.link();
        }
        return inline instanceof Inline.Picture picture ? picture.link() : null;
    }

    private void write(Inline inline, boolean linked) {
        if (inline instanceof Inline.Run run) {
            out.raw("<w:r>" + properties(run.style(), linked) + "<w:t xml:space=\"preserve\">")
                    .text(run.text())
                    .raw("</w:t></w:r>");
        } else if (inline instanceof Inline.Picture picture) {
            picture(picture);
        } else if (inline instanceof Inline.NoteRef note) {
            note(note.number());
        } else {
            out.raw("<w:r><w:br/></w:r>");
        }
    }

    private static String properties(Inline.Style style, boolean linked) {
        // A run has one character style: of linked code the link is what matters, and the font is said directly.
        String named =
                linked ? "<w:rStyle w:val=\"Hyperlink\"/>" : style.code() ? "<w:rStyle w:val=\"InlineCode\"/>" : "";
        String font = linked && style.code()
                ? "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>"
                : "";
        String rest = named
                + font
                + (style.bold() ? "<w:b/><w:bCs/>" : "")
                + (style.italic() ? "<w:i/><w:iCs/>" : "")
                + (style.struck() ? "<w:strike/>" : "");
        return rest.isEmpty() ? "" : "<w:rPr>" + rest + "</w:rPr>";
    }

    /** A note is opened where it is first cited; later citations refer to that place, as a word processor itself would do it. */
    private void note(int number) {
        String superscript = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
        String name = "_RefNote" + number;
        if (mayOpenNotes && shared.notes.add(number)) {
            int id = bookmark("note " + number);
            out.raw("<w:bookmarkStart w:id=\"" + id + "\" w:name=\"" + name + "\"/><w:r>" + superscript
                    + "<w:footnoteReference w:id=\"" + number + "\"/></w:r><w:bookmarkEnd w:id=\"" + id + "\"/>");
        } else if (shared.notes.contains(number)) {
            out.raw("<w:r>" + superscript + "<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>" + superscript
                    + "<w:instrText xml:space=\"preserve\"> NOTEREF " + name + " \\h \\f </w:instrText></w:r><w:r>"
                    + superscript
                    + "<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>" + superscript + "<w:t>" + number
                    + "</w:t></w:r><w:r>"
                    + superscript + "<w:fldChar w:fldCharType=\"end\"/></w:r>");
        } else {
            // Notes cannot have notes of their own; these stand at the end of the text.
            out.raw("<w:r>" + superscript + "<w:t>" + number + "</w:t></w:r>");
        }
    }

    private void picture(Inline.Picture picture) {
        Image image = picture.image();
        String file = shared.media.computeIfAbsent(
                image,
                key -> "media/image" + (shared.media.size() + 1) + "."
                        + key.format().extension());
        String relation = relations.part("image", file);
        long width = (long) image.width() * EMU_PER_PIXEL;
        long height = (long) image.height() * EMU_PER_PIXEL;
        long room = (long) textWidth * EMU_PER_TWIP;
        if (width > room) {
            height = Math.max(1, height * room / width);
            width = room;
        }
        int id = ++shared.drawings;
        String size = "cx=\"" + width + "\" cy=\"" + height + "\"";
        out.raw("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent " + size
                        + "/><wp:docPr id=\"" + id + "\" name=\"Picture " + id + "\" descr=\"")
                .text(picture.alt())
                .raw(
                        "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
                                + "<pic:cNvPr id=\"" + id + "\" name=\"Picture " + id
                                + "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip"
                                + " r:embed=\"" + relation
                                + "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
                                + "<a:off x=\"0\" y=\"0\"/><a:ext " + size
                                + "/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
                                + "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>");
    }
}
