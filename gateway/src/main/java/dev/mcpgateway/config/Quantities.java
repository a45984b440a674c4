package dev.mcpgateway.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How operators write amounts: {@code 10s}, {@code 60/min}, {@code 500/s}, {@code true}. */
final class Quantities {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*/\\s*(s|sec|min|m|h|hour|day|d)");

    private Quantities() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration; write 250ms, 10s, 5m or 1h");
        }
        Duration duration = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
        if (duration.isZero()) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return duration;
    }

    static LimitSpec.Rate rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate; write 60/min, 500/s or 1000/hour");
        }
        long count = positive(matcher.group(1));
        return new LimitSpec.Rate(count, unit(matcher.group(2)), 1);
    }

    static int positive(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for a number that is too small.
        }
        throw new IllegalArgumentException("'" + text + "' is not a whole number above 0");
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s", "sec" -> Duration.ofSeconds(1);
            case "m", "min" -> Duration.ofMinutes(1);
            case "h", "hour" -> Duration.ofHours(1);
            case "d", "day" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException("unknown unit '" + unit + "'");
        };
    }
}
