package dev.mcpgateway.server.json;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.PropertySortUtils;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;

import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Described;

/** JSON Schema 2020-12 of a record. An instance is for start-up only: schemas are made once and the generator is dropped. */
public final class RecordSchema {
    /** What arguments look like: nothing but what is named, so that a misspelt argument is noticed. */
    private final SchemaGenerator input = generator(true);

    /** What results look like: open, so that a field may be added later. */
    private final SchemaGenerator output = generator(false);

    public ObjectNode ofInput(Class<?> record) {
        return plain(input.generateSchema(record));
    }

    public ObjectNode ofOutput(Class<?> record) {
        return plain(output.generateSchema(record));
    }

    /** The generator wraps defaults in nodes that only look like what they are once written. */
    private static ObjectNode plain(ObjectNode generated) {
        return (ObjectNode) Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(generated));
    }

    private static SchemaGenerator generator(boolean closed) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.PLAIN_DEFINITION_KEYS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                // 2020-12 is what MCP assumes; saying so in every tool would only cost the model tokens.
                .without(Option.SCHEMA_VERSION_INDICATOR);
        if (closed) {
            config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        config.forTypesInGeneral().withPropertySorter(PropertySortUtils.SORT_PROPERTIES_FIELDS_BEFORE_METHODS);
        config.forFields()
                .withRequiredCheck(RecordSchema::required)
                .withNullableCheck(field -> false)
                .withDescriptionResolver(field -> description(field))
                .withDefaultResolver(RecordSchema::byDefault)
                .withInstanceAttributeOverride((node, field, context) -> {
                    Described described = described(field);
                    if (described != null && !described.header().isEmpty()) {
                        node.put(MirroredArguments.KEYWORD, described.header());
                    }
                });
        return new SchemaGenerator(config.build());
    }

    private static boolean required(FieldScope field) {
        Described described = described(field);
        boolean defaulted = described != null && !described.byDefault().isEmpty();
        return !defaulted
                && List.of(field.getRawMember().getAnnotatedType().getAnnotations()).stream()
                        .noneMatch(annotation -> annotation instanceof Nullable);
    }

    private static @Nullable String description(FieldScope field) {
        Described described = described(field);
        return described == null ? null : described.value();
    }

    private static @Nullable Object byDefault(FieldScope field) {
        Described described = described(field);
        return described == null || described.byDefault().isEmpty()
                ? null
                : Json.MAPPER.readTree(described.byDefault());
    }

    private static @Nullable Described described(FieldScope field) {
        return field.isFakeContainerItemScope() ? null : field.getRawMember().getAnnotation(Described.class);
    }
}
