package dev.mcpgateway.local.process;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.mcpgateway.local.host.Refusal;

/** Starts children side by side, brings a crashed one back within reason, and stops them in order: only its own. */
public final class Supervisor {
    private static final long POLL_MILLIS = 50;

    private final RunFolder run;
    private final Spawner spawner;
    private final PrintStream out;
    private final InstantSource clock;
    private final Duration patience;
    private final Supplier<Restarts> counter;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Map<String, Restarts> restarts = new HashMap<>();
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread timer = new Thread(task, "later");
        timer.setDaemon(true);
        return timer;
    });
    private final Set<String> announced = new HashSet<>();
    private boolean stopping;
    private boolean over;

    /** @param patience how long a child may take until it is ready */
    public Supervisor(RunFolder run, Spawner spawner, PrintStream out, InstantSource clock, Duration patience) {
        this(run, spawner, out, clock, patience, Restarts::new);
    }

    Supervisor(
            RunFolder run,
            Spawner spawner,
            PrintStream out,
            InstantSource clock,
            Duration patience,
            Supplier<Restarts> counter) {
        this.counter = counter;
        this.run = run;
        this.spawner = spawner;
        this.out = out;
        this.clock = clock;
        this.patience = patience;
    }

    public void launch(List<Launch> launches) {
        launches.forEach(this::spawn);
    }

    /** Returns when all of these tiers are ready; throws the crash report of the first that fails. */
    public void awaitReady(Set<Tier> tiers) {
        long begun = clock.millis();
        List<Child> waiting = new ArrayList<>(running());
        waiting.removeIf(child -> !tiers.contains(child.launch().tier()) || !announced.add(child.name()));
        while (!waiting.isEmpty()) {
            for (Child child : List.copyOf(waiting)) {
                if (child.isReady()) {
                    waiting.remove(child);
                    out.printf("  %-12s ready%n", child.name());
                } else if (clock.millis() - begun > patience.toMillis()) {
                    throw new Refusal("%s was not ready after %d s: its log %s may say why."
                            .formatted(
                                    child.name(),
                                    patience.toSeconds(),
                                    child.launch().log()));
                }
            }
            // One that dies must not wait for the others' readiness to be noticed.
            for (Child child : running()) {
                if (!child.isAlive()) {
                    throw new Refusal(child.crash().saying("The stack did not start."));
                }
            }
            pause();
        }
    }

    /** Blocks until a child is gone for good. */
    public void watch() {
        try {
            while (!over) {
                events.take().run();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gateways first, so that nobody calls a tool that is gone; stores last. */
    public void stop() {
        synchronized (this) {
            stopping = true;
        }
        for (Tier tier : Tier.values()) {
            List<Child> leaving = running().stream()
                    .filter(child -> child.launch().tier() == tier && child.isAlive())
                    .toList();
            leaving.forEach(child -> child.handle().destroy());
            leaving.forEach(this::awaitEnd);
        }
        run.endOrphans();
    }

    private void awaitEnd(Child child) {
        if (!Ending.of(child.handle(), child.launch().tier().grace())) {
            out.printf(
                    "  %s did not end within %d s and was killed.%n",
                    child.name(), child.launch().tier().grace().toSeconds());
        }
    }

    private synchronized List<Child> running() {
        return List.copyOf(children.values());
    }

    private synchronized Child spawn(Launch launch) {
        if (stopping) {
            throw new Refusal("The stack is stopping.");
        }
        Child child = Child.start(launch, spawner);
        children.put(launch.name(), child);
        run.record(launch.name(), child.handle());
        child.onExit(() -> events.add(() -> ended(child)));
        return child;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void ended(Child child) {
        if (isStopping()) {
            return;
        }
        if (!child.launch().tier().restarted()) {
            out.println(child.crash().saying("Nothing works without it: the stack stops."));
            over = true;
            return;
        }
        Restarts count = restarts.computeIfAbsent(child.name(), name -> counter.get());
        Optional<Duration> wait = count.next(clock.instant());
        if (wait.isEmpty()) {
            out.println(
                    child.crash().saying("It came back " + Restarts.MOST + " times within a minute: the stack stops."));
            over = true;
            return;
        }
        out.println(child.crash()
                .saying("Restarting it in %.1f s (%d of at most %d times in a minute); the rest goes on."
                        .formatted(wait.get().toMillis() / 1000.0, count.inThisMinute(), Restarts.MOST)));
        after(wait.get(), () -> events.add(() -> restart(child.launch())));
    }

    private void restart(Launch launch) {
        if (!isStopping()) {
            Child child = spawn(launch);
            announce(child, clock.millis());
        }
    }

    /** Off the event loop: a slow start must not hide the crash of another child. */
    private void announce(Child child, long since) {
        long took = clock.millis() - since;
        if (child.isReady()) {
            out.printf("  %-12s is back after %.1f s%n", child.name(), took / 1000.0);
        } else if (child.isAlive() && took > patience.toMillis()) {
            out.printf("  %s was not ready after %d s and is killed.%n", child.name(), patience.toSeconds());
            child.handle().destroyForcibly();
        } else if (child.isAlive()) {
            after(Duration.ofMillis(4 * POLL_MILLIS), () -> announce(child, since));
        }
    }

    private void after(Duration wait, Runnable task) {
        var unused = later.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal("The start was interrupted.");
        }
    }
}
