package dev.mcpgateway.docgen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the content says, nothing runs, nothing is fetched, and the files stay well formed. */
class HostileMarkdownTest {

    private static final Set<String> TAGS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "footer",
            "nav",
            "section",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "a",
            "strong",
            "em",
            "del",
            "code",
            "pre",
            "span",
            "ul",
            "ol",
            "li",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "div",
            "img",
            "hr",
            "br",
            "sup");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "id",
            "href",
            "rel",
            "src",
            "alt",
            "width",
            "height",
            "scope",
            "role",
            "start",
            "aria-label");

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // opened before the first test
    private static ServerSocket trap;

    @BeforeAll
    static void setTrap() throws IOException {
        trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread watcher = new Thread(HostileMarkdownTest::count, "trap");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void count() {
        while (!trap.isClosed()) {
            try {
                trap.accept().close();
                CONNECTIONS.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @AfterAll
    static void nobodyConnected() throws IOException {
        trap.close();
        assertThat(CONNECTIONS).hasValue(0);
    }

    static Stream<Map.Entry<String, String>> inputs() {
        return Hostile.inputs("http://127.0.0.1:" + trap.getLocalPort()).entrySet().stream();
    }

    @Test
    void inputsAreMany() {
        assertThat(inputs().count()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void trapNoticesAConnection() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), trap.getLocalPort()).close();

        long patience = System.nanoTime() + 5_000_000_000L;
        while (CONNECTIONS.get() == 0 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        assertThat(CONNECTIONS.getAndSet(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void leaveNoTraceInHtml(Map.Entry<String, String> input) {
        String html = new String(Sample.of(input.getValue()).as("html"), StandardCharsets.UTF_8);

        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document page = parser.parseInput(html, "");
        assertThat(parser.getErrors()).isEmpty();
        for (Element element : page.select("html, html *")) {
            assertThat(TAGS).contains(element.normalName());
            for (Attribute attribute : element.attributes()) {
                assertThat(ATTRIBUTES).contains(attribute.getKey());
            }
        }
        page.select("[href]").forEach(link -> assertThat(link.attr("href")).matches("(https?://|mailto:|tel:|#).*"));
        page.select("[src]").forEach(image -> assertThat(image.attr("src")).matches("data:image/(png|jpeg);base64,.*"));
        assertThat(page.select("style").html()).doesNotContain("url(").doesNotContain("@import");
        assertThat(html).doesNotContain("root:x:0");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void leavePdfWithLinksAlone(Map.Entry<String, String> input) throws IOException {
        byte[] pdf = Sample.of(input.getValue()).as("pdf");

        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .doesNotContain("/JavaScript")
                .doesNotContain("/Launch")
                .doesNotContain("/EmbeddedFile")
                .doesNotContain("javascript:")
                .doesNotContain("file:");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void leaveDocxWellFormed(Map.Entry<String, String> input) throws Exception {
        byte[] docx = Sample.of(input.getValue()).as("docx");

        for (Map.Entry<String, String> part : Docx.parts(docx).entrySet()) {
            Docx.parse(part.getValue());
            assertThat(part.getValue())
                    .doesNotContain("INCLUDEPICTURE")
                    .doesNotContain("<!DOCTYPE")
                    .doesNotContain("javascript:alert(1)\"");
        }
        assertThat(Docx.parts(docx).getOrDefault("word/document.xml", "")).doesNotContain("<w:instrText>");
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(docx))) {
            assertThat(in.getNextEntry()).isNotNull();
        }
    }

    @Test
    void targetsAreNotEvenNamedInTheSourceTree() throws IOException {
        // The renderers must not be able to open anything: no class of the engine imports a way to.
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/mcpgateway/docgen"))) {
            List<Path> offenders = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/tool/"))
                    .filter(HostileMarkdownTest::opensThings)
                    .toList();
            assertThat(offenders).isEmpty();
        }
    }

    private static boolean opensThings(Path source) {
        try {
            String text = Files.readString(source);
            return text.contains("java.net.http")
                    || text.contains("java.net.URL;")
                    || text.contains("java.net.Socket")
                    || text.contains("java.nio.file")
                    || text.contains("java.io.File")
                    || text.contains("ImageIO")
                    || text.contains("Jsoup.connect");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
