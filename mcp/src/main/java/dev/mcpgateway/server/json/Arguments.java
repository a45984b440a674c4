package dev.mcpgateway.server.json;

import java.util.List;
import java.util.Map;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.ToolError;

/** Reads a call's arguments into the record a tool asked for, or says in a model's words why it cannot. */
public final class Arguments<I> {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Class<I> type;
    private final ObjectNode json;
    private final Schema schema;

    public Arguments(Class<I> type, ObjectNode json) {
        this.type = type;
        this.json = json;
        this.schema = REGISTRY.getSchema(withoutHeaders(json));
    }

    /** @throws ToolError naming every argument that is wrong (up to ten) */
    public I read(ObjectNode arguments) {
        ObjectNode complete = arguments.deepCopy();
        addDefaults(complete, json);
        List<com.networknt.schema.Error> errors = schema.validate(complete);
        if (!errors.isEmpty()) {
            throw new ToolError(Complaint.about(errors, json));
        }
        return bind(complete);
    }

    private I bind(ObjectNode complete) {
        try {
            return Json.MAPPER.treeToValue(complete, type);
        } catch (DatabindException e) {
            // What a record's constructor refuses is the author's own sentence about the arguments.
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof ToolError refusal) {
                    throw refusal;
                }
                if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                    throw new ToolError("The arguments do not fit: " + cause.getMessage());
                }
            }
            throw new ToolError("The arguments do not fit: " + e.getOriginalMessage());
        }
    }

    /** The validator warns of keywords it does not know, and this one says nothing about a value. */
    private static JsonNode withoutHeaders(ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        copy.findParents(MirroredArguments.KEYWORD)
                .forEach(parent -> ((ObjectNode) parent).remove(MirroredArguments.KEYWORD));
        return copy;
    }

    /** A record that is used more than once stands among the definitions. */
    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? json.at(reference.substring(1)) : schema;
    }

    private void addDefaults(ObjectNode value, JsonNode unresolved) {
        JsonNode schema = resolved(unresolved);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode ofProperty = property.getValue();
            JsonNode present = value.get(property.getKey());
            if (present == null && ofProperty.has("default")) {
                value.set(property.getKey(), ofProperty.get("default").deepCopy());
            } else if (present instanceof ObjectNode object) {
                addDefaults(object, ofProperty);
            } else if (present instanceof ArrayNode array) {
                array.forEach(item -> {
                    if (item instanceof ObjectNode object) {
                        addDefaults(object, resolved(ofProperty).path("items"));
                    }
                });
            }
        }
    }
}
