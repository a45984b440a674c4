package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.mcpgateway.bench.Contestant.Kind;

/** Starts every process of a run, and ends them all. */
final class Stage implements AutoCloseable {
    /** The same for both gateways that are compared. */
    static final List<String> JVM = List.of("-Xmx512m");

    private static final String LOOPBACK = "http://127.0.0.1:";
    private static final List<Path> NGINX =
            List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/local/bin/nginx"));

    private final Options options;
    private final Path directory;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private Optional<Stores> stores = Optional.empty();

    Stage(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** All side by side: on a small machine most of a start is waiting for something else. */
    Stage start() {
        int upstreamPort = Child.freePort();
        Contestant direct = new Contestant(
                Kind.DIRECT,
                opened(java(
                        "upstream",
                        List.of("-Xmx128m"),
                        CheapUpstream.class,
                        Integer.toString(upstreamPort),
                        options.call().word())),
                upstreamPort,
                "/mcp");
        String upstream = LOOPBACK + upstreamPort;
        if (options.wants(Kind.DIRECT.word())) {
            contestants.add(direct);
        }
        if (options.wants(Kind.NGINX.word())) {
            nginx(upstreamPort);
        }
        proxy(Kind.PROXY_WHOLE, NettyProxy.WHOLE, upstream);
        proxy(Kind.PROXY_STREAMED, NettyProxy.STREAMED, upstream);
        if (options.wants(Kind.BARE.word())) {
            int port = Child.freePort();
            Child bare = opened(java("bare", JVM, BareGateway.class, Integer.toString(port), upstream));
            contestants.add(new Contestant(Kind.BARE, bare, port, "/mcp"));
        }
        if (options.wants(Kind.OURS.word())) {
            ours(upstream + "/mcp");
        }
        direct.process().listening(direct.port());
        contestants.forEach(contestant -> contestant.process().listening(contestant.port()));
        return this;
    }

    List<Contestant> contestants() {
        return contestants;
    }

    /** Why a row is not in the table. */
    List<String> missing() {
        return missing;
    }

    /** Present if our gateway runs. */
    Optional<Stores> stores() {
        return stores;
    }

    private void nginx(int upstreamPort) {
        Optional<Path> binary = NGINX.stream().filter(Files::isExecutable).findFirst();
        if (binary.isEmpty()) {
            missing.add("nginx is not installed, so its row and the ratios to it are missing: apt install nginx");
            return;
        }
        int port = Child.freePort();
        Path conf = write("nginx.conf", Setup.nginx(directory, port, upstreamPort));
        List<String> command = List.of(binary.get().toString(), "-e", "stderr", "-c", conf.toString());
        Child child = opened(Child.start("nginx", directory, command, Map.of()));
        contestants.add(new Contestant(Kind.NGINX, child, port, "/mcp"));
    }

    private void proxy(Kind kind, String how, String upstream) {
        if (options.wants(kind.word()) && options.call().suits(kind)) {
            int port = Child.freePort();
            Child child = opened(java(kind.word(), JVM, NettyProxy.class, Integer.toString(port), upstream, how));
            contestants.add(new Contestant(kind, child, port, "/mcp"));
        }
    }

    private void ours(String upstream) {
        Stores started = new Stores(directory);
        open.push(started);
        stores = Optional.of(started);
        write("tools.yaml", Setup.tools(upstream));
        write("policy.yaml", options.call().policy());
        int port = Child.freePort();
        List<String> command = new ArrayList<>(List.of(javaBinary()));
        command.addAll(JVM);
        command.add(logsGc("gateway"));
        command.addAll(List.of("-jar", options.gatewayJar().toString()));
        Child child = opened(Child.start("gateway", directory, command, Setup.gateway(directory, port, started)));
        contestants.add(new Contestant(Kind.OURS, child, port, "/calculator/mcp"));
    }

    private Child java(String name, List<String> jvm, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(javaBinary()));
        command.addAll(jvm);
        command.add(logsGc(name));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return Child.start(name, directory, command, Map.of());
    }

    private String logsGc(String name) {
        return GcPauses.logTo(directory.resolve(name + "-gc.log"));
    }

    static String javaBinary() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Child opened(Child child) {
        open.push(child);
        return child;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last one first; one that does not want to end does not keep the others. */
    @Override
    public synchronized void close() {
        close(open);
    }

    static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("something did not end as it should: " + e);
            }
        }
    }
}
