package dev.mcpgateway.docgen;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One file, well formed, that asks nobody for anything. */
class HtmlTest {

    private static final String EVERYTHING = new String(Sample.everything().as("html"), StandardCharsets.UTF_8);

    private final Parser parser = Parser.htmlParser().setTrackErrors(20);
    private final Document page = parser.parseInput(EVERYTHING, "");

    @Test
    void isWellFormed() {
        assertThat(parser.getErrors()).isEmpty();
    }

    @Test
    void idsAreUniqueAndInnerLinksLeadToThem() {
        List<String> ids = page.select("[id]").eachAttr("id");
        Set<String> unique = new HashSet<>(ids);

        assertThat(ids).hasSameSizeAs(unique);
        for (Element link : page.select("a[href^=#]")) {
            assertThat(unique).contains(link.attr("href").substring(1));
        }
    }

    @Test
    void forbidsItselfEverything() {
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
        assertThat(page.select("script, link, iframe, object, embed, form, base"))
                .isEmpty();
    }

    @Test
    void keepsWhatTheTextIs() {
        assertThat(page.select("main table thead th").eachText())
                .containsExactly("Product", "Units", "Price", "Remark");
        assertThat(page.select("ol[start=7] > li")).hasSize(3);
        assertThat(page.select("li.task")).hasSize(2);
        assertThat(page.select("blockquote blockquote ul")).hasSize(1);
        assertThat(page.select("pre .k").eachText()).contains("public", "record", "return", "def", "None");
        assertThat(page.select("section.notes > ol > li")).hasSize(3);
        assertThat(page.select("img").eachAttr("alt")).containsExactly("Squares that fade", "A gradient");
        assertThat(page.select("main strong").eachText()).contains("person", "HTML", "inline");
    }
}
