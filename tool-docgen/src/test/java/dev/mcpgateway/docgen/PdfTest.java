package dev.mcpgateway.docgen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.work.Budget;

import static org.assertj.core.api.Assertions.assertThat;

/** Our PDF, read by somebody else's program. */
class PdfTest {

    private static final byte[] EVERYTHING = Sample.everything().as("pdf");

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void textCanBeSelectedInEveryScript() throws IOException {
        String text = text(EVERYTHING);

        assertThat(text)
                .contains("Žluťoučký kůň")
                .contains("Ελληνική Δημοκρατία")
                .contains("мягких французских булок")
                .contains("我们用标记语言写文件")
                .contains("吾輩は猫である")
                .contains("모든 인간은")
                .contains("→ ⇒ ✓ ✗ ∑");
    }

    @Test
    void everyFontIsAnEmbeddedSubset() throws IOException {
        try (PDDocument document = Loader.loadPDF(EVERYTHING)) {
            PDPage page = document.getPage(1);
            for (COSName name : page.getResources().getFontNames()) {
                PDFont font = page.getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                assertThat(font.isDamaged()).as(font.getName()).isFalse();
                assertThat(font.getName()).matches("[A-Z]{6}\\+.*");
            }
        }
    }

    @Test
    void outlineFollowsTheHeadings() throws IOException {
        try (PDDocument document = Loader.loadPDF(EVERYTHING)) {
            List<String> titles = new ArrayList<>();
            for (PDOutlineItem top :
                    document.getDocumentCatalog().getDocumentOutline().children()) {
                titles.add(top.getTitle());
                for (PDOutlineItem child : top.children()) {
                    titles.add("- " + child.getTitle());
                    assertThat(child.getDestination()).isInstanceOf(PDPageXYZDestination.class);
                    for (PDOutlineItem grandchild : child.children()) {
                        titles.add("-- " + grandchild.getTitle());
                    }
                }
            }
            assertThat(titles)
                    .containsExactly("Quarterly report", "- Scripts", "- Lists", "- Tables and numbers", "-- Code");
        }
    }

    @Test
    void linksLeadOutAndInside() throws IOException {
        List<String> outside = new ArrayList<>();
        int inside = 0;
        try (PDDocument document = Loader.loadPDF(EVERYTHING)) {
            for (PDPage page : document.getPages()) {
                for (PDAnnotation annotation : page.getAnnotations()) {
                    PDAnnotationLink link = (PDAnnotationLink) annotation;
                    if (link.getAction() instanceof PDActionURI uri) {
                        outside.add(uri.getURI());
                    } else {
                        assertThat(link.getDestination()).isInstanceOf(PDPageXYZDestination.class);
                        inside++;
                    }
                }
            }
        }
        assertThat(outside)
                .contains("https://example.org/a?b=1&c=2", "https://example.com/path", "https://example.org/raw");
        assertThat(inside).isGreaterThanOrEqualTo(5 + 1 + 4 + 3);
    }

    @Test
    void metadataAreInTheFileAndNoClockIsAsked() throws IOException {
        try (PDDocument document = Loader.loadPDF(EVERYTHING)) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Annual report 2026");
            assertThat(document.getDocumentInformation().getAuthor()).isEqualTo("Ada Lovelace");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMetadata()).isNotNull();
        }
        try (PDDocument document = Loader.loadPDF(Sample.of("undated").as("pdf"))) {
            assertThat(document.getDocumentInformation().getCreationDate()).isNull();
        }
    }

    @Test
    void contentsNameThePagesOfTheHeadings() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int chapter = 1; chapter <= 12; chapter++) {
            content.append("# Chapter ")
                    .append(chapter)
                    .append("\n\n")
                    .append("Some words fill the page. ".repeat(300))
                    .append("\n\n");
        }
        Options plain = Options.DEFAULT;
        Options options = new Options(plain.page(), true, "", "", true, plain.theme(), plain.metadata());

        byte[] pdf = new Sample("Book", content.toString(), options).as("pdf");

        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper contents = new PDFTextStripper();
            contents.setEndPage(1);
            String first = contents.getText(document);
            for (int page = 2; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                for (String line : stripper.getText(document)
                        .lines()
                        .filter(line -> line.startsWith("Chapter "))
                        .toList()) {
                    assertThat(first).containsPattern(line.strip() + "\\s+" + page + "\\b");
                }
            }
        }
    }

    @Test
    void contentsOfManyPagesLeaveNothingBehindThatNobodyUses() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int chapter = 1; chapter <= 150; chapter++) {
            content.append("# Chapter ").append(chapter).append("\n\nSome words.\n\n");
        }
        Options plain = Options.DEFAULT;
        Options options = new Options(plain.page(), true, "", "", true, plain.theme(), plain.metadata());

        byte[] pdf = new Sample("Book", content.toString(), options).as("pdf");

        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        List<String> entries = crossReferences(file);
        assertThat(entries.get(0)).isEqualTo("0000000000 65535 f ");
        for (int number = 1; number < entries.size(); number++) {
            int offset = Integer.parseInt(entries.get(number).substring(0, 10));
            assertThat(file.substring(offset)).startsWith(number + " 0 obj\n");
            assertThat(file).as("something refers to it").containsPattern("\\b" + number + " 0 R");
        }
        assertThat(text(pdf)).containsPattern("Chapter 150\\s+\\d+\\s").contains("1 / ");
    }

    /** One line for each object, as ISO 32000-1, 7.5.4 has it. */
    private static List<String> crossReferences(String file) {
        int start = Integer.parseInt(file.substring(file.lastIndexOf("startxref\n") + 10, file.lastIndexOf("\n%%EOF")));
        return file.substring(start, file.indexOf("trailer\n", start))
                .lines()
                .skip(2)
                .toList();
    }

    @Test
    void pagesCanBeDrawn() throws IOException {
        try (PDDocument document = Loader.loadPDF(EVERYTHING)) {
            var image = new PDFRenderer(document).renderImageWithDPI(1, 40);
            int dark = 0;
            for (int x = 0; x < image.getWidth(); x++) {
                for (int y = 0; y < image.getHeight(); y++) {
                    dark += (image.getRGB(x, y) & 0xFF) < 128 ? 1 : 0;
                }
            }
            assertThat(dark).isGreaterThan(500);
        }
    }

    @Test
    void aCharacterWithoutGlyphIsAWarning() throws IOException {
        Budget budget = Sample.budget();

        byte[] pdf = Sample.of("A cuneiform sign \uD808\uDC00 and a smile \uD83D\uDE00.")
                .as("pdf", budget);

        assertThat(budget.warnings()).anySatisfy(warning -> assertThat(warning).contains("U+12000"));
        assertThat(text(pdf)).contains("\uD808\uDC00");
    }

    @Test
    void scriptsThatNeedShapingAreAWarning() {
        Budget budget = Sample.budget();

        Sample.of("مرحبا بالعالم").as("pdf", budget);

        assertThat(budget.warnings()).anySatisfy(warning -> assertThat(warning).contains("right"));
    }

    @Test
    void longTablesRepeatTheirHeader() throws IOException {
        String table = "| Name | Value |\n|---|--:|\n" + "| row | 1 |\n".repeat(120);

        try (PDDocument document = Loader.loadPDF(Sample.of(table).as("pdf"))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).startsWith("Name Value");
            }
        }
    }

    @Test
    void endlessWordsAndHugeCellsStayOnThePage() throws IOException {
        String word = "x".repeat(5_000);
        byte[] pdf = Sample.of(
                        word + "\n\n| a | b |\n|---|---|\n| " + word + " | " + "many words ".repeat(2_000) + " |\n")
                .as("pdf");

        String text = text(pdf);
        assertThat(text.chars().filter(c -> c == 'x').count()).isEqualTo(10_000);
        assertThat(text.split("many", -1)).hasSize(2_001);
    }
}
