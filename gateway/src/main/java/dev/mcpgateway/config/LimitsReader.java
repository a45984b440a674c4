package dev.mcpgateway.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.mcpgateway.config.LimitSpec.Concurrent;
import dev.mcpgateway.config.LimitSpec.Group;
import dev.mcpgateway.config.LimitSpec.Measure;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Quota;
import dev.mcpgateway.config.LimitSpec.Rate;
import dev.mcpgateway.config.LimitSpec.Unit;

/** Reads the limits of policy.yaml. */
final class LimitsReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final List<String> MEASURES = List.of("rate", "quota", "concurrent");
    private static final Rate ONE = new Rate(1, Duration.ofDays(1), 1);

    private final Targets targets;
    private final Problems problems;

    LimitsReader(Targets targets, Problems problems) {
        this.targets = targets;
        this.problems = problems;
    }

    List<LimitSpec> read(List<Section> sections) {
        Map<String, LimitSpec> limits = new LinkedHashMap<>();
        for (Section section : sections) {
            LimitSpec limit = limit(section);
            LimitSpec other = limits.putIfAbsent(limit.id(), limit);
            if (other != null) {
                section.problem("id", "limit id '" + limit.id() + "' is taken (" + other.at() + ")");
            }
        }
        return List.copyOf(limits.values());
    }

    private LimitSpec limit(Section section) {
        String id = section.required("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            section.problem("id", "a limit's id is up to 64 letters, digits, '_', '.' and '-'");
        }
        Set<Per> per = EnumSet.noneOf(Per.class);
        for (String text : section.texts("per")) {
            section.constant(section.at("per"), Per.class, text).ifPresent(per::add);
        }
        if (per.isEmpty()) {
            section.problem("per", "say what the limit counts apart: 'per: [user]'");
        }
        Set<Group> groups = EnumSet.noneOf(Group.class);
        for (String text : section.texts("methods")) {
            section.constant(section.at("methods"), Group.class, text).ifPresent(groups::add);
        }
        if (groups.isEmpty()) {
            groups.add(Group.CALL);
        }
        LimitSpec limit = new LimitSpec(
                id,
                Set.copyOf(per),
                measure(section),
                targets.read(section, "for"),
                Set.copyOf(groups),
                isBeforeAuth(section, per),
                section.at());
        section.end();
        return limit;
    }

    private Measure measure(Section section) {
        long named = MEASURES.stream().filter(section.keys()::contains).count();
        if (named != 1) {
            problems.add(section.at(), "a limit has one of 'rate: 60/min', 'quota: 100000/day' and 'concurrent: 20'");
        }
        Rate spread = section.parsed("rate", ONE, Quantities::rate);
        int burst = section.positive("burst", (int) Math.min(Integer.MAX_VALUE, spread.count()));
        int most = section.positive("concurrent", 1);
        Rate daily = section.parsed("quota", ONE, Quantities::rate);
        Unit unit = section.choice("unit", Unit.class, Unit.CALLS);
        if (section.keys().contains("quota")) {
            if (!daily.window().equals(Duration.ofDays(1))) {
                section.problem("quota", "a quota is for a day: 'quota: 100000/day'; anything shorter is a 'rate'");
            }
            return new Quota(daily.count(), unit);
        }
        return section.keys().contains("concurrent")
                ? new Concurrent(most)
                : new Rate(spread.count(), spread.window(), burst);
    }

    /** Before a token was looked at, nothing is known of a request but where it came from. */
    private static boolean isBeforeAuth(Section section, Set<Per> per) {
        Optional<String> before = section.text("before");
        if (before.isEmpty()) {
            return false;
        }
        if (!before.get().equals("auth")) {
            section.problem("before", "a limit can stand before 'auth' and nothing else");
        }
        if (!per.equals(EnumSet.of(Per.ADDRESS))
                || !section.keys().contains("rate")
                || section.keys().contains("for")
                || section.keys().contains("methods")) {
            section.problem("before", "before authentication only 'per: [address]' with a 'rate' can be counted");
        }
        return true;
    }
}
