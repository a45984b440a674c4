package dev.mcpgateway.docgen.tool;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.docgen.docx.DocxRenderer;
import dev.mcpgateway.docgen.html.HtmlRenderer;
import dev.mcpgateway.docgen.markdown.MarkdownReader;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.pdf.PdfRenderer;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.Rendered;
import dev.mcpgateway.server.Content;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;
import dev.mcpgateway.server.resource.ResourceContents;

/** Markdown → a document, inside the answer or as a link when it is large. */
@Component
final class DocumentGenerate implements Tool<DocumentGenerate.Input, DocumentGenerate.Output> {

    record Input(
            @Size(min = 1, max = 1_000_000)
            @Described(
                    "The text in Markdown: CommonMark with tables, task lists, footnotes and fenced code. Pictures as data URIs"
                            + " (PNG, JPEG); nothing is fetched.")
            String content,

            @Described("What to make") Format format,

            @Size(max = 300)
            @Described(value = "Title of the document, shown first and kept in its metadata", byDefault = "\"\"")
            String title,

            @Nullable @Described("How it should look") DocumentOptions options) {}

    record Output(
            @Described("SHA-256 of the document: the same input always has the same")
            String sha256,

            @Described("Size of the document") long bytes,

            @Nullable @Described("Pages, where the format has any")
            Integer pages,

            @Described("What could not be kept or shown as it was written; empty when all is well")
            List<String> warnings,

            @Described(
                    "Where the document is: embedded in this answer under this URI, or to be read with resources/read")
            String uri,

            @Described("Media type of the document") String mimeType,

            @Nullable @Described("For a document that is not embedded: until when it can be read, in ISO 8601")
            String readableUntil) {}

    private final MarkdownReader reader = new MarkdownReader();
    private final PdfRenderer pdf = new PdfRenderer();
    private final DocxRenderer docx = new DocxRenderer();
    private final HtmlRenderer html = new HtmlRenderer();
    private final Workshop workshop;
    private final DocumentStore store;
    private final long inlineLimit;

    DocumentGenerate(Workshop workshop, DocumentStore store, DocgenProperties properties) {
        this.workshop = workshop;
        this.store = store;
        this.inlineLimit = properties.inlineLimit().toBytes();
    }

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("document_generate", Input.class, Output.class)
                .title("Generate a document")
                .description(
                        "Makes a PDF, DOCX or HTML document from Markdown, with title, table of contents, running heads, page"
                                + " numbers, tables, highlighted code, footnotes and pictures. The same input makes the same bytes. Reads no"
                                + " file and no network: pictures must be data URIs, raw HTML is reduced to its text. What could not be shown"
                                + " is listed in warnings.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return workshop.run(context, budget -> make(input, context, budget));
    }

    private ToolResult<Output> make(Input input, ToolContext context, Budget budget) {
        Options options = (input.options() == null ? DocumentOptions.DEFAULT : input.options()).toOptions();
        Document document = reader.read(input.title(), input.content(), budget);
        Rendered rendered = switch (input.format()) {
            case PDF -> pdf.render(document, options, budget);
            case DOCX -> docx.render(document, options, budget);
            case HTML -> html.render(document, options, budget);
        };
        ToolResult<Output> result = answer(input, rendered, context, budget.warnings());
        budget.progress(100, "done");
        return result;
    }

    private ToolResult<Output> answer(Input input, Rendered rendered, ToolContext context, List<String> warnings) {
        byte[] bytes = rendered.bytes();
        Format format = input.format();
        String sha256 = sha256(bytes);
        String uri = DocumentStore.uri(sha256, format);
        Integer pages = rendered.pages() == 0 ? null : rendered.pages();
        String size = (pages == null ? "" : pages + (pages == 1 ? " page, " : " pages, ")) + bytes.length + " bytes";
        String warned = warnings.isEmpty() ? "" : "\nWarnings:\n- " + String.join("\n- ", warnings);
        if (bytes.length <= inlineLimit) {
            Output output = new Output(sha256, bytes.length, pages, warnings, uri, format.mediaType(), null);
            return ToolResult.of(output, "Made " + format.extension() + ": " + size + ", embedded." + warned)
                    .with(new Content.Embedded(ResourceContents.bytes(uri, format.mediaType(), bytes)));
        }
        String until = store.keep(DocumentStore.Owner.of(context), uri, format.mediaType(), bytes)
                .toString();
        Output output = new Output(sha256, bytes.length, pages, warnings, uri, format.mediaType(), until);
        String name = sha256.substring(0, 12) + "." + format.extension();
        return ToolResult.of(
                        output,
                        "Made " + format.extension() + ": " + size + ". Read it from " + uri + " before " + until + "."
                                + warned)
                .with(new Content.Link(
                        uri,
                        name,
                        input.title().isEmpty() ? null : input.title(),
                        "Readable until " + until + " by the same caller",
                        format.mediaType(),
                        (long) bytes.length));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
