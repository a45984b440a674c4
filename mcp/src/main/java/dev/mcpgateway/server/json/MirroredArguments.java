package dev.mcpgateway.server.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments a tool wants repeated in {@code Mcp-Param-*} headers.
 *
 * @param byHeader where to find an argument, by the rest of its header's name
 */
public record MirroredArguments(Map<String, JsonPointer> byHeader) {
    public static final MirroredArguments NONE = new MirroredArguments(Map.of());

    static final String KEYWORD = "x-mcp-header";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> MIRRORABLE = Set.of("string", "integer", "boolean");

    /** @throws IllegalArgumentException when the schema marks what must not be marked: a client would hide the tool */
    public static MirroredArguments in(ObjectNode schema) {
        Map<String, JsonPointer> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> wrong = new ArrayList<>();
        collect(schema, JsonPointer.empty(), found, wrong);
        if (found.size() + wrong.size() < schema.findParents(KEYWORD).size()) {
            wrong.add(
                    "only what is reached through properties alone can be mirrored, no items of lists and no record used twice");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("Mirrored arguments: " + String.join("; ", wrong));
        }
        return found.isEmpty() ? NONE : new MirroredArguments(found);
    }

    private static void collect(JsonNode schema, JsonPointer at, Map<String, JsonPointer> found, List<String> wrong) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonPointer here = at.appendProperty(property.getKey());
            JsonNode header = property.getValue().get(KEYWORD);
            if (header != null) {
                String name = header.asString();
                if (!TOKEN.matcher(name).matches()) {
                    wrong.add("'" + name + "' is no header name");
                } else if (!MIRRORABLE.contains(
                        property.getValue().path("type").asString("").toLowerCase(Locale.ROOT))) {
                    wrong.add(here + " is neither text, a whole number nor a boolean");
                } else if (found.put(name, here) != null) {
                    wrong.add("'" + name + "' is used twice");
                }
            }
            collect(property.getValue(), here, found, wrong);
        }
    }
}
