package dev.mcpgateway.docgen.tool;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.ToolError;

/** The look of a document as a caller writes it: everything optional. */
record DocumentOptions(
        @Described(value = "Paper", byDefault = "\"a4\"") PageSize pageSize,

        @Described(value = "Which way the paper lies", byDefault = "\"portrait\"")
        Orientation orientation,

        @Nullable @Described("Margins in millimetres; 25 on each side when absent")
        Margins margins,

        @Described(value = "Whether to begin with a table of contents", byDefault = "false")
        boolean tableOfContents,

        @Size(max = 200)
        @Described(value = "Text above every page; {page}, {pages} and {title} are filled in", byDefault = "\"\"")
        String header,

        @Size(max = 200)
        @Described(value = "Text below every page; {page}, {pages} and {title} are filled in", byDefault = "\"\"")
        String footer,

        @Described(value = "Whether every page bears its number", byDefault = "true")
        boolean pageNumbers,

        @Described(value = "clean: sans serif; classic: serif; print: black only", byDefault = "\"clean\"")
        Look theme,

        @Nullable @Described("What the file says about itself")
        About metadata) {

    enum PageSize {
        @JsonProperty("a3")
        A3(297, 420),
        @JsonProperty("a4")
        A4(210, 297),
        @JsonProperty("a5")
        A5(148, 210),
        @JsonProperty("letter")
        LETTER(215.9, 279.4),
        @JsonProperty("legal")
        LEGAL(215.9, 355.6);

        private final double width;
        private final double height;

        PageSize(double width, double height) {
            this.width = width;
            this.height = height;
        }
    }

    enum Orientation {
        @JsonProperty("portrait")
        PORTRAIT,
        @JsonProperty("landscape")
        LANDSCAPE
    }

    enum Look {
        @JsonProperty("clean")
        CLEAN(Theme.CLEAN),
        @JsonProperty("classic")
        CLASSIC(Theme.CLASSIC),
        @JsonProperty("print")
        PRINT(Theme.PRINT);

        private final Theme theme;

        Look(Theme theme) {
            this.theme = theme;
        }
    }

    record Margins(
            @Min(5) @Max(60) @Described(value = "mm", byDefault = "25")
            int top,

            @Min(5) @Max(60) @Described(value = "mm", byDefault = "25")
            int right,

            @Min(5) @Max(60) @Described(value = "mm", byDefault = "25")
            int bottom,

            @Min(5) @Max(60) @Described(value = "mm", byDefault = "25")
            int left) {
        static final Margins DEFAULT = new Margins(25, 25, 25, 25);
    }

    record About(
            @Size(max = 200) @Described(value = "Who wrote it", byDefault = "\"\"")
            String author,

            @Size(max = 300) @Described(value = "What it is about", byDefault = "\"\"")
            String subject,

            @Size(max = 300) @Described(value = "Words to find it by", byDefault = "\"\"")
            String keywords,

            @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
            @Described(value = "Language of the text, such as en or de-CH", byDefault = "\"en\"")
            String language,

            @Pattern(regexp = "|[0-9]{4}-[0-9]{2}-[0-9]{2}")
            @Described(
                    value =
                            "Date of the document, such as 2026-11-20. The clock is never used: the same call makes the same bytes",
                    byDefault = "\"\"")
            String date) {
        static final About DEFAULT = new About("", "", "", "en", "");
    }

    static final DocumentOptions DEFAULT =
            new DocumentOptions(PageSize.A4, Orientation.PORTRAIT, null, false, "", "", true, Look.CLEAN, null);

    Options toOptions() {
        Margins inset = margins == null ? Margins.DEFAULT : margins;
        boolean turned = orientation == Orientation.LANDSCAPE;
        Options.Page page = new Options.Page(
                points(turned ? pageSize.height : pageSize.width),
                points(turned ? pageSize.width : pageSize.height),
                points(inset.top()),
                points(inset.right()),
                points(inset.bottom()),
                points(inset.left()));
        About about = metadata == null ? About.DEFAULT : metadata;
        return new Options(
                page,
                tableOfContents,
                plain(header),
                plain(footer),
                pageNumbers,
                theme.theme,
                new Options.Metadata(
                        plain(about.author()),
                        plain(about.subject()),
                        plain(about.keywords()),
                        about.language().toLowerCase(Locale.ROOT).equals("en") ? "en" : about.language(),
                        date(about.date())));
    }

    private static String date(String date) {
        try {
            return date.isEmpty() ? "" : LocalDate.parse(date).toString();
        } catch (DateTimeException e) {
            throw new ToolError(
                    "options.metadata.date '" + date + "' is no day of the calendar. Write it as 2026-11-20.");
        }
    }

    private static double points(double millimetres) {
        return millimetres * Options.Page.POINTS_PER_MM;
    }

    /** One line without control characters: these words also go into XML and into page headers. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().map(DocumentOptions::printable).forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static int printable(int c) {
        if (c < ' ' || c == 0x7F) {
            return ' ';
        }
        boolean halfPair = c >= 0xD800 && c <= 0xDFFF;
        return halfPair || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c;
    }
}
