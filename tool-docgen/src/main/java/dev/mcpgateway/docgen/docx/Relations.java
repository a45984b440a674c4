package dev.mcpgateway.docgen.docx;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one part of the package refers to: links by address, pictures by file. */
final class Relations {

    private static final String TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final StringBuilder entries = new StringBuilder();

    String part(String kind, String target) {
        return ids.computeIfAbsent(kind + " " + target, key -> add(kind, target, ""));
    }

    String link(String address) {
        return ids.computeIfAbsent(
                "hyperlink " + address, key -> add("hyperlink", address, " TargetMode=\"External\""));
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    String xml() {
        return Xml.HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + entries + "</Relationships>";
    }

    private String add(String kind, String target, String mode) {
        String id = "rId" + (ids.size() + 1);
        entries.append("<Relationship Id=\"")
                .append(id)
                .append("\" Type=\"")
                .append(TYPE)
                .append(kind)
                .append("\" Target=\"")
                .append(Xml.escaped(target))
                .append('"')
                .append(mode)
                .append("/>");
        return id;
    }
}
