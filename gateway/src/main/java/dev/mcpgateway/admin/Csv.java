package dev.mcpgateway.admin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Records as lines of CSV (RFC 4180). */
final class Csv implements Function<Map<String, Object>, String> {
    private static final String FORMULA = "=+-@\t\r";

    private final List<String> names;

    Csv(List<String> names) {
        this.names = names;
    }

    String head() {
        return String.join(",", names) + "\r\n";
    }

    @Override
    public String apply(Map<String, Object> record) {
        return names.stream().map(record::get).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
        // A spreadsheet would run what a client chose as its name.
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isPlain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
