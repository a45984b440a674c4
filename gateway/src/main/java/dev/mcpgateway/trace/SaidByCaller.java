package dev.mcpgateway.trace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.context.propagation.TextMapGetter;

/** Reads what a caller says about its trace. */
enum SaidByCaller implements TextMapGetter<Map<String, String>> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Map<String, String> said) {
        return said.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> said, String key) {
        return said == null ? null : said.get(key);
    }
}
