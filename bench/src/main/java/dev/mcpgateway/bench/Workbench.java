package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What stands on the bench for a figure of another room: real stores, a gateway of its own, processes beside it. All of
 * it ends together.
 */
public final class Workbench implements AutoCloseable {
    private final Path repository;
    private final Path directory;
    private final Stores stores;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** @param directory for logs and data; what a former run left there is deleted */
    public Workbench(Path repository, Path directory) {
        Bench.emptied(directory);
        this.repository = repository;
        this.directory = directory;
        this.stores = new Stores(directory);
        open.push(stores);
    }

    /** The gateway as it ships. */
    public record Gateway(ProcessHandle process, int port) {}

    /**
     * @param jvm options of its virtual machine
     * @param moreRules of policy.yaml: there is one already, by which everybody may call everything
     * @param environment beside what every gateway here is told
     */
    public Gateway gateway(List<String> jvm, String tools, String moreRules, Map<String, String> environment) {
        Path jar = repository.resolve("gateway/target/gateway-app.jar");
        OwnGateway gateway = OwnGateway.start(
                directory.resolve("gateway"), jvm, jar, stores, tools, Setup.policy(moreRules), environment);
        opened(gateway);
        return new Gateway(gateway.process().handle(), gateway.port());
    }

    /** Another process: {@code main} of this module, told a port, on which it listens when this returns. */
    public ProcessHandle java(String name, List<String> jvm, Class<?> main, int port) {
        List<String> command = new ArrayList<>(List.of(Stage.javaBinary()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port)));
        Child child = Child.start(name, directory, command, Map.of());
        opened(child);
        return child.listening(port).handle();
    }

    private synchronized void opened(AutoCloseable part) {
        open.push(part);
    }

    public Path directory() {
        return directory;
    }

    public Path report() {
        return repository.resolve("bench/target/report");
    }

    /** The environment variable in which the gateway finds what it shows its tools. */
    public static String secretName() {
        return "CALCULATOR_GATEWAY_SECRET";
    }

    /** Tokens of so many users, all of whom may call everything. */
    public static List<String> tokens(int users) {
        return Calls.of(users, InstantSource.system().instant()).tokens();
    }

    public static int freePort() {
        return Child.freePort();
    }

    public static void pause(Duration time) {
        Child.pause(time);
    }

    /** The stores, to be taken away for a while. */
    public Store redis() {
        return stores.redis();
    }

    public Store postgres() {
        return stores.postgres();
    }

    /** Something real that can be stopped and comes back as it was, at the same place. */
    public interface Store {
        void stop();

        void start();
    }

    /** Records of the audit that have arrived in Postgres. */
    public long recorded() {
        return stores.recordedSince(Instant.EPOCH);
    }

    /** Seconds of CPU that the process and its children have used. */
    /** How long the host gave this machine's processors to somebody else, since it started. */
    public static double stolenSeconds() {
        return ProcessUse.stolenSeconds();
    }

    public static double cpuSeconds(ProcessHandle process) {
        return ProcessUse.ofTree(process).cpuSeconds();
    }

    public static double rssMiB(ProcessHandle process) {
        return ProcessUse.ofTree(process).rssMiB();
    }

    /** The last one first; one that does not want to end does not keep the others. */
    @Override
    public synchronized void close() {
        Stage.close(open);
    }
}
