package dev.mcpgateway.docgen.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a document can become. */
enum Format {
    @JsonProperty("pdf")
    PDF("pdf", "application/pdf"),
    @JsonProperty("docx")
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    @JsonProperty("html")
    HTML("html", "text/html");

    private final String extension;
    private final String mediaType;

    Format(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }
}
