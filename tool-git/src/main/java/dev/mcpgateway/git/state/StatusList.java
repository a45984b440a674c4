package dev.mcpgateway.git.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.repository.Reading;

/** What is found while a work tree is looked at: one entry a path, bounded. */
final class StatusList {
    private final Reading reading;
    private final Map<String, Status.Entry> tracked = new TreeMap<>();
    private final List<Status.Entry> untracked = new ArrayList<>();
    private @Nullable String incomplete;

    StatusList(Reading reading) {
        this.reading = reading;
    }

    /** Ends the list once it is full or the time is over; true if it is ended, and what is found until then is the answer. */
    boolean endIfFullOrLate() {
        if (tracked.size() + untracked.size() >= reading.limits().changedFiles()) {
            incomplete = "More than " + reading.limits().changedFiles() + " paths differ; the rest is left out.";
        } else if (reading.budget().checkSpent()) {
            incomplete = "The time ran out; not all of the work tree was looked at.";
        }
        return incomplete != null;
    }

    @Nullable
    String incomplete() {
        return incomplete;
    }

    void staged(String path, String how) {
        tracked.merge(
                path,
                new Status.Entry(path, how, null, false),
                (old, now) -> new Status.Entry(path, how, old.workTree(), old.conflicted()));
    }

    void changed(String path, String how) {
        tracked.merge(
                path,
                new Status.Entry(path, null, how, false),
                (old, now) -> new Status.Entry(path, old.index(), how, old.conflicted()));
    }

    void conflicted(String path) {
        tracked.put(path, new Status.Entry(path, null, null, true));
    }

    void untracked(String path) {
        untracked.add(new Status.Entry(path, null, "untracked", false));
    }

    List<Status.Entry> entries() {
        List<Status.Entry> all = new ArrayList<>(tracked.values());
        all.addAll(untracked);
        return all;
    }
}
