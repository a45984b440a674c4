package dev.mcpgateway.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record component means, for the model that fills it in. A component is required unless it is {@code @Nullable} or has
 * a default; bounds come from {@code jakarta.validation} annotations.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Described {
    String value();

    /** JSON to use when the argument is absent, e.g. {@code "28"} or {@code "\"half_even\""}; empty means none. */
    String byDefault() default "";

    /**
     * Mirrors the argument into the HTTP header {@code Mcp-Param-<this>}, where a gateway may decide on it without reading the
     * body. Only for text, whole numbers and booleans; never for secrets.
     */
    String header() default "";
}
