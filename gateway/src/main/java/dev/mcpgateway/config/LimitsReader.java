package dev.mcpgateway.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.mcpgateway.config.LimitSpec.Concurrent;
import dev.mcpgateway.config.LimitSpec.Group;
import dev.mcpgateway.config.LimitSpec.Measure;
import dev.mcpgateway.config.LimitSpec.Per;
import dev.mcpgateway.config.LimitSpec.Rate;

/** Reads the limits of policy.yaml. */
final class LimitsReader {
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
        Measure measure = measure(section);
        LimitSpec limit = new LimitSpec(
                id, Set.copyOf(per), measure, targets.read(section, "for"), Set.copyOf(groups), section.at());
        for (String later : List.of("quota", "unit", "before")) {
            if (section.keys().contains(later)) {
                section.items(later);
                section.problem(later, "'" + later + "' is not supported by this release");
            }
        }
        section.end();
        return limit;
    }

    private Measure measure(Section section) {
        boolean rate = section.keys().contains("rate");
        boolean concurrent = section.keys().contains("concurrent");
        if (rate == concurrent) {
            problems.add(section.at(), "a limit has either 'rate: 60/min' or 'concurrent: 20'");
        }
        Rate spread = section.parsed("rate", new Rate(1, Duration.ofSeconds(1), 1), Quantities::rate);
        int burst = section.positive("burst", (int) Math.min(Integer.MAX_VALUE, spread.count()));
        int most = section.positive("concurrent", 1);
        return concurrent ? new Concurrent(most) : new Rate(spread.count(), spread.window(), burst);
    }
}
