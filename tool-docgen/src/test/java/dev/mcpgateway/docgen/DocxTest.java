package dev.mcpgateway.docgen;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/** A DOCX that a person can go on working in: styles, lists and notes are what they are called. */
class DocxTest {

    @SuppressWarnings("NullAway.Init") // read before each test
    private Map<String, String> parts;

    @BeforeEach
    void open() throws Exception {
        parts = Docx.parts(Sample.everything().as("docx"));
    }

    private Document part(String name) throws Exception {
        assertThat(parts).containsKey(name);
        return Docx.parse(parts.getOrDefault(name, ""));
    }

    private static Set<String> values(Document document, String element, String attribute) {
        Set<String> values = new HashSet<>();
        NodeList nodes = document.getElementsByTagName(element);
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(((Element) nodes.item(i)).getAttribute(attribute));
        }
        return values;
    }

    @Test
    void everyStyleThatIsUsedIsDefined() throws Exception {
        Set<String> defined = values(part("word/styles.xml"), "w:style", "w:styleId");
        Set<String> used = values(part("word/document.xml"), "w:pStyle", "w:val");
        used.addAll(values(part("word/document.xml"), "w:rStyle", "w:val"));
        used.addAll(values(part("word/document.xml"), "w:tblStyle", "w:val"));
        used.addAll(values(part("word/footnotes.xml"), "w:pStyle", "w:val"));

        assertThat(defined).containsAll(used);
        assertThat(used)
                .contains("Title", "Heading1", "Heading6", "Quote", "SourceCode", "ListParagraph", "Hyperlink", "TOC2");
    }

    @Test
    void everyListThatIsUsedIsDefinedAndCountsForItself() throws Exception {
        Document numbering = part("word/numbering.xml");
        Set<String> used = values(part("word/document.xml"), "w:numId", "w:val");

        assertThat(values(numbering, "w:num", "w:numId")).containsAll(used);
        assertThat(used).hasSizeGreaterThanOrEqualTo(5);
        assertThat(values(numbering, "w:startOverride", "w:val")).contains("1", "7");
    }

    @Test
    void everyRelationLeadsSomewhere() throws Exception {
        Set<String> known = values(part("word/_rels/document.xml.rels"), "Relationship", "Id");
        Document document = part("word/document.xml");
        Set<String> used = values(document, "w:hyperlink", "r:id");
        used.remove("");
        used.addAll(values(document, "a:blip", "r:embed"));

        assertThat(known).containsAll(used);
    }

    @Test
    void everyInnerLinkHasItsBookmark() throws Exception {
        Document document = part("word/document.xml");
        Set<String> targets = values(document, "w:hyperlink", "w:anchor");
        targets.remove("");

        assertThat(values(document, "w:bookmarkStart", "w:name")).containsAll(targets);
        assertThat(targets).isNotEmpty();
    }

    @Test
    void notesAreNotes() throws Exception {
        Set<String> cited = values(part("word/document.xml"), "w:footnoteReference", "w:id");

        assertThat(cited).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(values(part("word/footnotes.xml"), "w:footnote", "w:id")).containsAll(cited);
        // The second citation of the first note refers to it instead of opening it again.
        assertThat(part("word/document.xml")
                        .getElementsByTagName("w:footnoteReference")
                        .getLength())
                .isEqualTo(3);
        assertThat(parts.getOrDefault("word/document.xml", "")).contains("NOTEREF");
    }

    @Test
    void notesInsideNotesAreKept() throws Exception {
        Map<String, String> nested =
                Docx.parts(Sample.of("a[^1]\n\n[^1]: one[^2]\n\n[^2]: two\n").as("docx"));

        assertThat(nested.getOrDefault("word/document.xml", "")).contains("two");
    }

    @Test
    void tableHeadersRepeatOnEveryPage() throws Exception {
        assertThat(part("word/document.xml").getElementsByTagName("w:tblHeader").getLength())
                .isEqualTo(1);
    }
}
