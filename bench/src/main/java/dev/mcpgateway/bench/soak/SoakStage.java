package dev.mcpgateway.bench.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.mcpgateway.bench.Workbench;
import dev.mcpgateway.bench.stream.Footprint;
import dev.mcpgateway.bench.stream.Requests;
import dev.mcpgateway.bench.stream.StreamTool;
import dev.mcpgateway.bench.stream.ToolState;

/** The gateway, its tool and its stores, and everything that can be done to them. */
final class SoakStage {
    private static final Duration LONGEST_STALL = Duration.ofSeconds(5);
    private static final int USERS = 200;
    private static final int SLOW_READERS = 20;
    private static final int LARGE_EVENT = 256 * 1024;
    private static final String PATH = "/watcher/mcp";
    private static final String FORBID =
            "  - { id: forbidden, to: [\"*\"], deny: [\"watcher/" + Requests.FORBIDDEN + "\"] }\n";

    private final Workbench bench;
    private final Workbench.Gateway gateway;
    private final int toolPort = Workbench.freePort();
    private final List<String> users = Workbench.tokens(USERS);
    private final List<SlowReader> slowReaders = new ArrayList<>();
    private ProcessHandle tool;
    private long madeBySlowReaders;

    SoakStage(Workbench bench) {
        this.bench = bench;
        tool = startTool();
        gateway = bench.gateway(
                List.of("-Xms512m", "-Xmx512m", Footprint.TRACKING),
                """
                version: 1
                servers:
                  watcher:
                    url: http://127.0.0.1:%d/mcp
                    secret: { env: %s }
                    tools: { %s: {}, %s: {} }
                """.formatted(toolPort, Workbench.secretName(), Requests.TOOL, Requests.FORBIDDEN),
                FORBID,
                Map.of("PROTECTION_LONGEST_STALL", LONGEST_STALL.toSeconds() + "s"));
    }

    Traffic traffic(Ledger ledger) {
        return new Traffic(URI.create("http://localhost:" + gateway.port() + PATH), users, ledger);
    }

    /** One after the other, again and again. Only a tool that is gone may be felt by a call. */
    List<Fault> faults() {
        return List.of(
                new Fault("Redis away", Set.of(), bench.redis()::stop, () -> {
                    bench.redis().start();
                    return List.of();
                }),
                new Fault("Postgres away", Set.of(), bench.postgres()::stop, () -> {
                    bench.postgres().start();
                    return List.of();
                }),
                new Fault("tool killed", Set.of("upstream_unavailable", "broken_off"), this::killTool, () -> {
                    tool = startTool();
                    return List.of();
                }),
                new Fault("clients that do not read", Set.of(), this::stall, this::cutOff));
    }

    private ProcessHandle startTool() {
        return bench.java("tool", List.of("-Xmx128m"), StreamTool.class, toolPort);
    }

    private void killTool() {
        tool.destroyForcibly();
    }

    private void stall() {
        for (int i = 0; i < SLOW_READERS; i++) {
            byte[] request = Requests.http(
                    gateway.port(),
                    PATH,
                    users.get(i),
                    Requests.call(Requests.TOOL, Requests.streaming(0, LARGE_EVENT)));
            slowReaders.add(new SlowReader(gateway.port(), request));
            madeBySlowReaders++;
        }
    }

    private List<String> cutOff() {
        long spared = slowReaders.stream().filter(reader -> !reader.wasCutOff()).count();
        slowReaders.clear();
        return spared == 0 ? List.of() : List.of(spared + " clients that read nothing were not cut off");
    }

    long madeBySlowReaders() {
        return madeBySlowReaders;
    }

    ToolState tool() {
        return ToolState.at(toolPort);
    }

    long recorded() {
        return bench.recorded();
    }

    Footprint footprint(String when) {
        Path histogram = bench.directory().resolve("histogram-" + when + ".txt");
        return Footprint.of(gateway.process(), histogram);
    }
}
