package dev.mcpgateway.docgen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.mcpgateway.docgen.docx.DocxRenderer;
import dev.mcpgateway.docgen.html.HtmlRenderer;
import dev.mcpgateway.docgen.markdown.MarkdownReader;
import dev.mcpgateway.docgen.model.Document;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;
import dev.mcpgateway.docgen.pdf.PdfRenderer;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.Limits;

/** Documents for tests, and the engine without its service. As a program it writes the sample into a directory, for other programs to open. */
public record Sample(String title, String content, Options options) {

    /** Uses everything the engine can do. */
    public static Sample everything() {
        Options plain = Options.DEFAULT;
        return new Sample(
                "Annual report 2026",
                resource("/samples/everything.md"),
                new Options(
                        plain.page(),
                        true,
                        "{title}",
                        "Confidential",
                        true,
                        Theme.CLEAN,
                        new Options.Metadata("Ada Lovelace", "Engines", "engine, report", "en", "2026-11-20")));
    }

    public static Sample of(String content) {
        return new Sample("", content, Options.DEFAULT);
    }

    public static String resource(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Budget budget() {
        return new Budget(Limits.DEFAULT, System::nanoTime, () -> false, Budget.Progress.NONE);
    }

    public Document read(Budget budget) {
        return new MarkdownReader().read(title, content, budget);
    }

    public byte[] as(String format) {
        return as(format, budget());
    }

    public byte[] as(String format, Budget budget) {
        return switch (format) {
            case "pdf" ->
                new PdfRenderer().render(read(budget), options, budget).bytes();
            case "docx" ->
                new DocxRenderer().render(read(budget), options, budget).bytes();
            case "html" ->
                new HtmlRenderer().render(read(budget), options, budget).bytes();
            default -> throw new IllegalArgumentException(format);
        };
    }

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        for (String format : List.of("pdf", "docx", "html")) {
            Budget budget = budget();
            Files.write(directory.resolve("everything." + format), everything().as(format, budget));
            System.out.println(format + " " + budget.warnings());
        }
    }
}
