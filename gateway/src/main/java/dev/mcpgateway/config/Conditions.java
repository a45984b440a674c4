package dev.mcpgateway.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.mcpgateway.config.ArgumentTest.Value;
import dev.mcpgateway.config.PolicySpec.When;

/** Reads when a rule applies. A condition that could never hold is a mistake, not a condition. */
final class Conditions {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
            .toList();

    private Conditions() {}

    static When read(Section section) {
        When when = new When(
                globs(section, "tenant"),
                globs(section, "user"),
                globs(section, "client"),
                section.child("time").flatMap(Conditions::time),
                section.children("args").entrySet().stream()
                        .map(entry -> argument(section, entry.getKey(), entry.getValue()))
                        .toList());
        section.end();
        return when;
    }

    private static List<Glob> globs(Section section, String key) {
        return section.texts(key).stream().map(Glob::new).toList();
    }

    private static Optional<TimeWindow> time(Section section) {
        Optional<ZoneId> zone = Optional.of(section.required("zone")).flatMap(name -> zone(section, name));
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        section.texts("days").forEach(text -> addDays(section, text, days));
        if (!section.keys().contains("days")) {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        } else if (days.isEmpty()) {
            section.problem("days", "a window on no day never opens");
        }
        String hours = section.text("hours").orElse("00:00-24:00");
        section.end();
        String[] ends = hours.split("-", -1);
        try {
            LocalTime from = LocalTime.parse(ends[0].strip());
            LocalTime to = ends.length == 2 && ends[1].strip().equals("24:00")
                    ? LocalTime.MIDNIGHT
                    : LocalTime.parse(ends.length == 2 ? ends[1].strip() : "");
            if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
                section.problem("hours", "'" + hours + "' is an empty window");
            }
            return zone.map(known -> new TimeWindow(known, Set.copyOf(days), from, to));
        } catch (DateTimeException e) {
            section.problem("hours", "'" + hours + "' is not a window of the form \"07:00-20:00\"");
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(Section section, String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            if (!name.isEmpty()) {
                section.problem("zone", "'" + name + "' is not a time zone such as Europe/Berlin or UTC");
            }
            return Optional.empty();
        }
    }

    /** {@code mon}, or {@code mon-fri}, also over the end of the week. */
    private static void addDays(Section section, String text, Set<DayOfWeek> days) {
        String[] ends = text.split("-", -1);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < 0 || ends.length > 2) {
            section.problem("days", "'" + text + "' is neither a day (mon, tue, …) nor a range such as mon-fri");
            return;
        }
        DayOfWeek day = DayOfWeek.of(first + 1);
        days.add(day);
        while (day.getValue() != last + 1) {
            day = day.plus(1);
            days.add(day);
        }
    }

    private static ArgumentTest argument(Section when, String pointer, Section section) {
        List<Value> in = new ArrayList<>();
        for (String key : List.of("equals", "in")) {
            section.items(key).forEach(item -> value(section, item).ifPresent(in::add));
        }
        if (section.keys().contains("equals")
                && (in.size() != 1 || section.keys().contains("in"))) {
            section.problem("equals", "'equals' takes one value, and no 'in' beside it");
        }
        if (section.keys().contains("in") && in.isEmpty()) {
            section.problem("in", "a value can never be one of none");
        }
        ArgumentTest test = new ArgumentTest(
                pointer,
                path(when, pointer),
                List.copyOf(in),
                section.text("matches").flatMap(regex -> pattern(section, regex)),
                number(section, "above"),
                number(section, "below"),
                section.keys().contains("absent") ? Optional.of(section.flag("absent")) : Optional.empty());
        section.end();
        boolean asks = !in.isEmpty()
                || test.matches().isPresent()
                || test.above().isPresent()
                || test.below().isPresent();
        if (!asks && test.absent().isEmpty()) {
            when.problem("args", "'" + pointer + "' asks nothing: equals, in, matches, above, below or absent");
        }
        if (asks && test.absent().orElse(false)) {
            section.problem("absent", "what is absent has no value to ask for");
        }
        if (test.above().isPresent()
                && test.below().isPresent()
                && test.above().get().compareTo(test.below().get()) >= 0) {
            section.problem(
                    "above",
                    "nothing is above " + test.above().get() + " and below "
                            + test.below().get());
        }
        return test;
    }

    private static List<String> path(Section when, String pointer) {
        List<String> path = Pointers.path(pointer);
        if (path.isEmpty()) {
            when.problem("args", "'" + pointer + "' is not a JSON Pointer such as /options/pages");
        }
        return path;
    }

    private static Optional<Value> value(Section section, Node node) {
        boolean quoted = node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
        return section.scalar(node)
                .map(text -> new Value(
                        text, quoted || (decimal(text).isEmpty() && !text.equals("true") && !text.equals("false"))));
    }

    private static Optional<Pattern> pattern(Section section, String regex) {
        try {
            return Optional.of(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            section.problem("matches", "'" + regex + "' is not a pattern RE2 knows: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(Section section, String key) {
        Optional<String> text = section.text(key);
        Optional<BigDecimal> number = text.flatMap(Conditions::decimal);
        if (text.isPresent() && number.isEmpty()) {
            section.problem(key, "'" + text.get() + "' is not a number");
        }
        return number;
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
