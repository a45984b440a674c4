package dev.mcpgateway.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

/**
 * What a rule asks of one argument; all of it must hold.
 *
 * @param pointer where the argument stands, as RFC 6901 writes it
 * @param path the same as the names on the way, unescaped
 * @param in one of these values; {@code equals} is a list of one, and an empty list is no question
 * @param matches the whole text, in linear time (RE2)
 * @param absent whether it must be missing
 */
public record ArgumentTest(
        String pointer,
        List<String> path,
        List<Value> in,
        Optional<Pattern> matches,
        Optional<BigDecimal> above,
        Optional<BigDecimal> below,
        Optional<Boolean> absent) {

    /**
     * A value as the file writes it.
     *
     * @param isText written with quotes, or not to be read as a number or a truth value
     */
    public record Value(String text, boolean isText) {}
}
