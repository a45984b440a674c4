package dev.mcpgateway.bench.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.mcpgateway.bench.Workbench;

/** The tool, the gateway before it and the clients before both, set up as docs/operators.md has it for 10,000 streams. */
final class StreamStage implements AutoCloseable {
    /** After which the gateway gives up a client that takes nothing. */
    static final Duration LONGEST_STALL = Duration.ofSeconds(5);

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", Footprint.TRACKING);
    private static final int USERS = 1_000;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Workbench bench;
    private final StreamClients clients = new StreamClients();
    private final int toolPort = Workbench.freePort();
    private final Workbench.Gateway gateway;
    private final StreamGroup.Way direct;
    private final StreamGroup.Way through;
    private final List<StreamGroup> madeThrough = new ArrayList<>();

    StreamStage(Workbench bench) {
        this.bench = bench;
        bench.java("tool", List.of("-Xmx256m"), StreamTool.class, toolPort);
        gateway = bench.gateway(
                JVM,
                tools(),
                "",
                Map.of(
                        "PROTECTION_MAX_CONNECTIONS",
                        "12000",
                        "PROTECTION_LONGEST_STALL",
                        LONGEST_STALL.toSeconds() + "s"));
        List<String> users = Workbench.tokens(USERS);
        direct = new StreamGroup.Way(toolPort, "/mcp", users);
        through = new StreamGroup.Way(gateway.port(), "/watcher/mcp", users);
    }

    private String tools() {
        return """
                version: 1
                defaults: { maxConcurrent: 12000 }
                servers:
                  watcher:
                    url: http://127.0.0.1:%d/mcp
                    secret: { env: %s }
                    tools: { %s: { risk: low } }
                """.formatted(toolPort, Workbench.secretName(), Requests.TOOL);
    }

    StreamGroup.Way direct() {
        return direct;
    }

    StreamGroup.Way through() {
        return through;
    }

    ProcessHandle gateway() {
        return gateway.process();
    }

    /** Opens them all and waits until each has the beginning of its answer. */
    StreamGroup begun(StreamGroup.Way way, StreamGroup.Plan plan) {
        StreamGroup group = open(way, plan);
        await(
                "the beginning of " + plan.streams() + " streams",
                () -> state(group).areAllBegun());
        return group;
    }

    StreamGroup open(StreamGroup.Way way, StreamGroup.Plan plan) {
        StreamGroup group = clients.open(way, plan);
        if (way.port() == gateway.port()) {
            madeThrough.add(group);
        }
        return group;
    }

    StreamGroup.State state(StreamGroup group) {
        return clients.ask(group::state);
    }

    StreamClients clients() {
        return clients;
    }

    /** Ends what lasts until now, and waits for the ends of this group. */
    Tally.Sum finished(StreamGroup group) {
        ToolState.finish(toolPort);
        return over(group);
    }

    Tally.Sum over(StreamGroup group) {
        await("the ends of all streams", () -> state(group).areAllOver());
        return state(group).sum();
    }

    ToolState tool() {
        return ToolState.at(toolPort);
    }

    /** Connections to the tool that do not go away. The gateway's looks at the tool's health come and go. */
    int connectionsLeft() {
        return comes(() -> tool().connections() == 0, LONGEST_IDLE) ? 0 : tool().connections();
    }

    /** What the gateway holds. */
    Footprint footprint(String when) {
        return Footprint.of(gateway.process(), bench.directory().resolve("histogram-" + when + ".txt"));
    }

    /** Calls made through the gateway, and records of them. */
    long made() {
        return madeThrough.stream().mapToLong(group -> state(group).started()).sum();
    }

    long recorded() {
        return bench.recorded();
    }

    void await(String what, BooleanSupplier condition) {
        if (!comes(condition, PATIENCE)) {
            throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s in vain for " + what + "; "
                    + madeThrough.stream().map(this::state).toList() + "; logs are in " + bench.directory());
        }
    }

    static boolean comes(BooleanSupplier condition, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Workbench.pause(GLANCE);
        }
        return true;
    }

    @Override
    public void close() {
        clients.close();
    }
}
