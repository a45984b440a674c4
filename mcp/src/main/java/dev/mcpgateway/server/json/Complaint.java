package dev.mcpgateway.server.json;

import java.util.List;
import java.util.stream.Collectors;

import com.networknt.schema.Error;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what a schema validator found into sentences a model can act on: which argument, what is wrong, what would fit. */
final class Complaint {
    private static final int MOST = 10;
    private static final int LONGEST_VALUE = 60;

    private Complaint() {}

    static String about(List<Error> errors, ObjectNode schema) {
        String sentences = errors.stream()
                .limit(MOST)
                .map(error -> sentence(error, schema))
                .distinct()
                .collect(Collectors.joining("\n- ", "The arguments do not fit this tool's schema:\n- ", ""));
        return errors.size() > MOST ? sentences + "\n- … and " + (errors.size() - MOST) + " more" : sentences;
    }

    private static String sentence(Error error, ObjectNode schema) {
        String where = where(error);
        return switch (String.valueOf(error.getKeyword())) {
            case "required" -> where + " lacks '" + error.getProperty() + "', which is required.";
            case "additionalProperties" -> where + " has no '" + error.getProperty() + "'" + known(error, schema) + ".";
            default -> where + " " + error.getMessage() + got(error) + ".";
        };
    }

    private static String where(Error error) {
        String path = error.getInstanceLocation().toString();
        return path.isEmpty() || path.equals("/") ? "The arguments object" : "'" + path.substring(1) + "'";
    }

    private static String known(Error error, ObjectNode schema) {
        boolean atRoot = error.getInstanceLocation().getNameCount() == 0;
        List<String> names = atRoot ? List.copyOf(schema.path("properties").propertyNames()) : List.of();
        return names.isEmpty() ? "" : "; it knows: " + String.join(", ", names);
    }

    private static String got(Error error) {
        JsonNode node = error.getInstanceNode();
        if (node == null || node.isContainer()) {
            return "";
        }
        String value = node.toString();
        return ", but is " + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
    }
}
