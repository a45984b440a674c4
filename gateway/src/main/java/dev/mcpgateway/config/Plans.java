package dev.mcpgateway.config;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.mcpgateway.config.PlanReader.Snapshot;

/**
 * Holds the one current {@link Plan}. A broken file keeps the plan that stands and says so; a good one replaces it in
 * one step, after every gate has prepared what it derives from it.
 */
public final class Plans {
    private static final Logger log = LoggerFactory.getLogger(Plans.class);

    private final PlanReader reader;
    private final InstantSource clock;
    private final List<Derived<?>> derived = new CopyOnWriteArrayList<>();
    private final List<Consumer<Plan>> watchers = new CopyOnWriteArrayList<>();
    /** The files as they were last read; null once they could not even be looked at. */
    private @Nullable Snapshot seen;

    private volatile String complaint = "";
    private volatile Plan current;

    private Plans(PlanReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
        Snapshot files = reader.snapshot();
        this.seen = files;
        this.current = reader.read(files, 1, clock.instant());
    }

    /** Reads the first plan; a gateway without one does not start. */
    public static Plans from(Path folder, Function<String, @Nullable String> environment, InstantSource clock) {
        return new Plans(new PlanReader(folder, environment, Optional.empty()), clock);
    }

    /**
     * The same where nothing made for development is taken, now or in any later plan.
     *
     * @param settings by their names in application.yaml
     */
    static Plans inProduction(
            Path folder,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> settings,
            InstantSource clock) {
        return new Plans(new PlanReader(folder, environment, Optional.of(new Production(settings))), clock);
    }

    public Plan current() {
        return current;
    }

    /** Whether the files as they stand now are no good, and an older plan counts instead. */
    public boolean isBroken() {
        return !complaint.isEmpty();
    }

    /** What a gate makes of a plan, made once per plan and ready before the plan counts. */
    public <T> Derived<T> derive(Function<Plan, T> make) {
        Derived<T> made = new Derived<>(make, current);
        derived.add(made);
        return made;
    }

    /** Told of the current plan now and of every later one, after the swap. */
    public void watch(Consumer<Plan> watcher) {
        watchers.add(watcher);
        watcher.accept(current);
    }

    /**
     * Looks whether the files changed, and swaps the plan if they make a good one. Blocking. Throws nothing, whatever
     * goes wrong: the next look must come.
     */
    public synchronized void refresh() {
        Plan next;
        try {
            Snapshot files = look();
            if (files.equals(seen)) {
                return;
            }
            seen = files;
            next = reader.read(files, current.version() + 1, clock.instant());
            for (Derived<?> each : derived) {
                each.prepare(next, current);
            }
        } catch (InvalidPlan | UncheckedIOException | IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()), null);
            return;
        } catch (RuntimeException e) {
            complain("nobody foresaw this: " + e, e);
            return;
        }
        complaint = "";
        current = next;
        log.info(
                "Plan {} ({}) is in force: {} servers, {} rules",
                next.version(),
                next.digest(),
                next.servers().size(),
                next.policy().rules().size());
        watchers.forEach(watcher -> tell(watcher, next));
    }

    private Snapshot look() {
        try {
            return reader.snapshot();
        } catch (RuntimeException e) {
            // Should they come back as they were, they are read again, and the complaint ends.
            seen = null;
            throw e;
        }
    }

    /** One who cannot follow keeps nobody else from hearing of it. */
    private static void tell(Consumer<Plan> watcher, Plan plan) {
        try {
            watcher.accept(plan);
        } catch (RuntimeException e) {
            log.error("Plan {} is in force, but somebody who was told of it failed", plan.version(), e);
        }
    }

    /** Once per mistake, not once per look. */
    private void complain(String says, @Nullable Throwable unforeseen) {
        if (!says.equals(complaint)) {
            complaint = says;
            log.error(
                    "The configuration was changed but is not usable; plan {} stays.\n{}",
                    current.version(),
                    says,
                    unforeseen);
        }
    }

    /**
     * Something made of a plan. The plan before stays at hand, because calls that began under it end under it.
     *
     * @param <T> what is made
     */
    public static final class Derived<T> {
        private record Made<T>(Plan plan, T value, @Nullable Made<T> before) {}

        private final Function<Plan, T> make;
        private volatile Made<T> latest;

        private Derived(Function<Plan, T> make, Plan plan) {
            this.make = make;
            this.latest = new Made<>(plan, make.apply(plan), null);
        }

        private void prepare(Plan plan, Plan inForce) {
            Made<T> last = latest;
            if (last.plan.version() != inForce.version() && last.before != null) {
                // Made of a plan that then came to nothing: calls go on under the one before it.
                last = last.before;
            }
            latest = new Made<>(plan, make.apply(plan), new Made<>(last.plan, last.value, null));
        }

        public T of(Plan plan) {
            Made<T> made = latest;
            if (made.plan.version() == plan.version()) {
                return made.value;
            }
            Made<T> before = made.before;
            return before != null && before.plan.version() == plan.version() ? before.value : make.apply(plan);
        }
    }
}
