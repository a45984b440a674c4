package dev.mcpgateway.server.json;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArgumentsTest {
    enum Style {
        @JsonProperty("plain")
        PLAIN,
        @JsonProperty("loud")
        LOUD
    }

    record Page(
            @Described("How tall") BigDecimal height,

            @Described(value = "Which margin", byDefault = "7")
            int margin) {}

    record Input(
            @Described("Whom") @Size(min = 1, max = 5) String name,
            @Nullable @Pattern(regexp = "[a-z]+") String nick,
            @Nullable Style style,

            @Min(1) @Max(9) @Described(value = "How often", byDefault = "2")
            int times,

            @Nullable Page page,
            @Nullable @Size(max = 2) List<@Size(max = 3) String> tags,
            @Nullable List<Page> pages) {
        Input {
            if (name.equals("nobody")) {
                throw new IllegalArgumentException("nobody cannot be greeted");
            }
        }
    }

    private final ObjectNode schema = new RecordSchema().ofInput(Input.class);
    private final Arguments<Input> arguments = new Arguments<>(Input.class, schema);

    private Input read(String json) {
        return arguments.read((ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"')));
    }

    @Test
    void whatIsNeitherNullableNorDefaultedIsRequired() {
        assertThat(schema.path("required").toString()).isEqualTo("[\"name\"]");
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.has("$schema")).isFalse();
    }

    @Test
    void componentsKeepTheirOrder() {
        assertThat(schema.path("properties").propertyNames())
                .containsExactly("name", "nick", "style", "times", "page", "tags", "pages");
    }

    @Test
    void boundsAndDescriptionsComeFromAnnotations() {
        JsonNode properties = schema.path("properties");

        assertThat(properties.path("name").path("maxLength").asInt()).isEqualTo(5);
        assertThat(properties.path("name").path("description").asString("")).isEqualTo("Whom");
        assertThat(properties.path("nick").path("pattern").asString("")).isEqualTo("[a-z]+");
        assertThat(properties.path("style").path("enum").toString()).isEqualTo("[\"plain\",\"loud\"]");
        assertThat(properties.path("times").path("default").isIntegralNumber()).isTrue();
        assertThat(properties.path("tags").path("items").path("maxLength").asInt())
                .isEqualTo(3);
    }

    @Test
    void defaultsFillWhatIsMissingAtEveryDepth() {
        Input input =
                read("{'name': 'Ada', 'page': {'height': 0.1}, 'pages': [{'height': 1}, {'height': 2, 'margin': 3}]}");

        assertThat(input.times()).isEqualTo(2);
        assertThat(input.page()).isEqualTo(new Page(new BigDecimal("0.1"), 7));
        assertThat(input.pages()).extracting(Page::margin).containsExactly(7, 3);
        assertThat(input.style()).isNull();
    }

    @Test
    void enumsGoByTheirNamesOnTheWire() {
        assertThat(read("{'name': 'Ada', 'style': 'loud'}").style()).isEqualTo(Style.LOUD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | lacks 'name', which is required",
                "{'name': 5} | 'name'",
                "{'name': 'Augusta'} | 'name' must be at most 5 characters long, but is \"Augusta\"",
                "{'name': 'A', 'times': 10} | 'times' must have a maximum value of 9, but is 10",
                "{'name': 'A', 'tmies': 1} | has no 'tmies'; it knows: name, nick, style, times",
                "{'name': 'A', 'style': 'LOUD'} | 'style'",
                "{'name': 'A', 'page': {}} | 'page' lacks 'height'",
                "{'name': 'A', 'tags': ['a', 'long one']} | 'tags/1'",
                "{'name': 'A', 'tags': ['a', 'b', 'c']} | 'tags'",
                "{'name': 'A', 'nick': 'B4'} | 'nick'",
                "{'name': null} | 'name'"
            })
    void complainsInWordsThatNameThePlace(String json, String sentence) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ToolError.class).hasMessageContaining(sentence);
    }

    @Test
    void tellsEverythingAtOnceButNotForEver() {
        StringBuilder many = new StringBuilder("{'times': 0");
        for (int i = 0; i < 50; i++) {
            many.append(", 'x").append(i).append("': 1");
        }

        assertThatThrownBy(() -> read(many.append('}').toString()))
                .hasMessageContaining("'times'")
                .hasMessageContaining("more")
                .satisfies(error -> assertThat(
                                String.valueOf(error.getMessage()).lines().count())
                        .isLessThan(15));
    }

    @Test
    void passesOnWhatTheRecordItselfRefuses() {
        assertThatThrownBy(() -> new Arguments<>(Named.class, new RecordSchema().ofInput(Named.class))
                        .read(Json.object().put("name", "nobody")))
                .isInstanceOf(ToolError.class)
                .hasMessageContaining("nobody cannot be greeted");
    }

    record Named(String name) {
        Named {
            if (name.equals("nobody")) {
                throw new IllegalArgumentException("nobody cannot be greeted");
            }
        }
    }

    @Test
    void mirroredArgumentsMustBeMirrorable() {
        record Twice(
                @Described(value = "a", header = "Region") String a,
                @Described(value = "b", header = "region") String b) {}
        record Fraction(
                @Described(value = "a", header = "Ratio") double a) {}
        record Spaced(
                @Described(value = "a", header = "My Region")
                String a) {}

        RecordSchema schemas = new RecordSchema();
        assertThatThrownBy(() -> MirroredArguments.in(schemas.ofInput(Twice.class)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> MirroredArguments.in(schemas.ofInput(Fraction.class)))
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> MirroredArguments.in(schemas.ofInput(Spaced.class)))
                .hasMessageContaining("header name");
    }
}
