package dev.mcpgateway.docgen.tool;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.docgen.markdown.MarkdownReader;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.pdf.PdfRenderer;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

/** What Markdown would become, before anything is made of it. */
@Component
final class DocumentInspect implements Tool<DocumentInspect.Input, DocumentInspect.Output> {

    record Input(
            @Size(min = 1, max = 1_000_000) @Described("The text in Markdown, as for document_generate")
            String content,

            @Size(max = 300) @Described(value = "Title of the document", byDefault = "\"\"")
            String title,

            @Nullable @Described("Options as for document_generate; they decide about the number of pages")
            DocumentOptions options) {}

    record Output(
            @Described("Words of the text, without code; an ideograph counts as one")
            int words,

            @Described("Headings of all levels") int headings,
            @Described("The headings in order") List<Entry> outline,
            @Described("Tables") int tables,
            @Described("Pictures that will be shown") int pictures,
            @Described("Code blocks") int codeBlocks,
            @Described("Footnotes") int footnotes,

            @Described("What will not be shown as it is written, or reads badly")
            List<String> problems,

            @Described("Pages of the PDF with these options")
            int estimatedPages) {}

    record Entry(
            @Described("1 to 6") int level,
            @Described("The heading's words") String text,

            @Described("What a link to it is written as, without #")
            String anchor) {}

    private static final int MAX_OUTLINE = 500;

    private final MarkdownReader reader = new MarkdownReader();
    private final PdfRenderer pdf = new PdfRenderer();
    private final Workshop workshop;

    DocumentInspect(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("document_inspect", Input.class, Output.class)
                .title("Inspect a document")
                .description(
                        "Reads Markdown as document_generate would and reports words, outline, number of pages and problems: what"
                                + " would be dropped, links that lead nowhere, skipped heading levels, characters no font can draw.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return workshop.run(context, budget -> inspect(input, budget))
                .map(output -> ToolResult.of(
                        output,
                        output.words() + " words, " + output.headings() + " headings, " + output.estimatedPages()
                                + " pages, "
                                + output.problems().size() + " problems."
                                + (output.problems().isEmpty()
                                        ? ""
                                        : "\n- " + String.join("\n- ", output.problems()))));
    }

    private Output inspect(Input input, Budget budget) {
        Options options = (input.options() == null ? DocumentOptions.DEFAULT : input.options()).toOptions();
        Document document = reader.read(input.title(), input.content(), budget);
        Census census = Census.of(document, budget);
        int pages = pdf.countPages(document, options, budget);
        return new Output(
                census.words(),
                document.headings().size(),
                document.headings().stream()
                        .limit(MAX_OUTLINE)
                        .map(heading -> new Entry(heading.level(), heading.text(), heading.anchor()))
                        .toList(),
                census.tables(),
                census.pictures(),
                census.codeBlocks(),
                document.notes().size(),
                budget.warnings(),
                pages);
    }
}
