package dev.mcpgateway.server.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.ErrorCodes;
import dev.mcpgateway.wire.McpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** What this server's own tools say of themselves, and that it is true. */
interface ToolContract extends Contract {
    private List<JsonNode> tools() {
        List<JsonNode> tools = new ArrayList<>();
        server().send(Request.legacy(McpMethod.TOOLS_LIST, Json.object()))
                .result()
                .path("tools")
                .forEach(tool -> {
                    if (!tool.path("name").asString("").startsWith(Probes.PREFIX)) {
                        tools.add(tool);
                    }
                });
        return tools;
    }

    @Test
    default void listsTheSameToolsInTheSameOrderInBothEras() {
        JsonNode legacy = server().send(Request.legacy(McpMethod.TOOLS_LIST, Json.object()))
                .result();
        JsonNode modern = server().send(Request.modern(McpMethod.TOOLS_LIST, Json.object()))
                .result();

        assertThat(modern.path("tools")).isEqualTo(legacy.path("tools"));
        assertThat(legacy.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString("")))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(legacy.has("ttlMs")).isFalse();
        assertThat(modern.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(modern.path("cacheScope").asString("")).isIn("public", "private");
        assertThat(modern.path("resultType").asString("")).isEqualTo("complete");
    }

    @Test
    default void refusesACursorItDidNotGiveOut() {
        for (String cursor : List.of("!!!", "bm9uZQ", "")) {
            Reply reply = server().send(
                            Request.legacy(McpMethod.TOOLS_LIST, Json.object().put("cursor", cursor)));

            assertThat(reply.errorCode()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        }
    }

    @TestFactory
    default Stream<DynamicTest> everyToolPresentsItself() {
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        return tools().stream()
                .map(tool -> DynamicTest.dynamicTest(tool.path("name").asString(""), () -> {
                    assertThat(tool.path("title").asString("")).isNotBlank();
                    assertThat(tool.path("description").asString("")).hasSizeGreaterThan(30);
                    assertThat(tool.path("inputSchema").path("type").asString(""))
                            .isEqualTo("object");
                    assertThat(metaSchema.validate(tool.path("inputSchema"))).isEmpty();
                    tool.path("inputSchema")
                            .path("properties")
                            .properties()
                            .forEach(argument -> assertThat(argument.getValue()
                                            .path("description")
                                            .asString(""))
                                    .as("@Described of argument " + argument.getKey())
                                    .isNotBlank());
                    if (tool.has("outputSchema")) {
                        assertThat(metaSchema.validate(tool.path("outputSchema")))
                                .isEmpty();
                    }
                }));
    }

    @Test
    default void everyToolHasAnExample() {
        assertThat(examples())
                .extracting(Example::tool)
                .containsAll(tools().stream()
                        .map(tool -> tool.path("name").asString(""))
                        .toList());
    }

    @TestFactory
    default Stream<DynamicTest> examplesWorkAlikeInBothErasAndKeepToTheirSchema() {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    JsonNode legacy = server().send(Request.call(false, example.tool(), example.json()))
                            .result();
                    JsonNode modern = server().send(Request.call(true, example.tool(), example.json()))
                            .result();

                    assertThat(legacy.path("isError").asBoolean(false))
                            .as(legacy.toString())
                            .isFalse();
                    assertThat(legacy.path("content").isArray()).isTrue();
                    assertThat(modern.path("structuredContent")).isEqualTo(legacy.path("structuredContent"));
                    assertThat(modern.path("resultType").asString("")).isEqualTo("complete");
                    assertKeepsToSchema(example.tool(), legacy.path("structuredContent"));
                }));
    }

    private void assertKeepsToSchema(String name, JsonNode structured) {
        for (JsonNode tool : tools()) {
            if (tool.path("name").asString("").equals(name) && tool.has("outputSchema")) {
                Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(tool.path("outputSchema"));
                assertThat(schema.validate(structured))
                        .as(structured.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    default void doesNotKnowAToolItDoesNotOffer() {
        Reply reply = server().send(Request.call(false, "no_such_tool", Json.object()));

        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.INVALID_PARAMS);
        assertThat(reply.last().toString()).contains("no_such_tool");
    }

    @TestFactory
    default Stream<DynamicTest> wrongArgumentsAreToldToTheModel() {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    ObjectNode unknown = example.json().put("no_such_argument", 1);
                    assertRefused(example.tool(), unknown, "no_such_argument");
                    for (String argument : List.copyOf(example.json().propertyNames())) {
                        ObjectNode wrong = example.json();
                        wrong.putArray(argument).addObject();
                        assertRefused(example.tool(), wrong, argument);
                    }
                }));
    }

    private void assertRefused(String tool, ObjectNode arguments, String named) {
        Reply reply = server().send(Request.call(true, tool, arguments));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.result().path("isError").asBoolean(false))
                .as("isError for " + arguments)
                .isTrue();
        assertThat(reply.text()).contains(named);
    }
}
