package dev.mcpgateway.local.process;

import java.util.List;

/** One running process of a {@link Launch}. A restart makes a new one. */
final class Child {
    private final Launch launch;
    private final Process process;
    private final ChildLog log;
    private final Thread reader;

    private Child(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
        this.log = new ChildLog(launch.log());
        this.reader = new Thread(() -> log.drain(process.getInputStream()), "log-" + launch.name());
    }

    static Child start(Launch launch, Spawner spawner) {
        Child child = new Child(launch, spawner.start(launch));
        child.reader.setDaemon(true);
        child.reader.start();
        return child;
    }

    Launch launch() {
        return launch;
    }

    String name() {
        return launch.name();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return isAlive() && launch.ready().reached();
    }

    void onExit(Runnable then) {
        var unused = process.onExit().thenRun(then);
    }

    /** Only of a child that has ended. */
    CrashReport crash() {
        return new CrashReport(name(), process.exitValue(), lastWords(), launch.log());
    }

    private List<String> lastWords() {
        try {
            // Its own children may hold the pipe open, so not for ever.
            reader.join(500);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return log.lastLines();
    }
}
