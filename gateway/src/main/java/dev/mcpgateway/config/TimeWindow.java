package dev.mcpgateway.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours on some days of the week, by the clocks of one zone. A window that ends before it begins runs over midnight and
 * belongs to the day on which it began.
 */
public record TimeWindow(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public boolean contains(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        LocalTime time = there.toLocalTime();
        if (from.isBefore(to)) {
            return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        if (!time.isBefore(from)) {
            return days.contains(there.getDayOfWeek());
        }
        return time.isBefore(to) && days.contains(there.getDayOfWeek().minus(1));
    }

    @Override
    public String toString() {
        String names = String.join(
                ", ",
                days.stream()
                        .sorted()
                        .map(day -> day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT))
                        .toList());
        return names + " " + from + "-" + to + " " + zone;
    }
}
