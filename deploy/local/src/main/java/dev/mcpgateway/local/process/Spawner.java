package dev.mcpgateway.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.mcpgateway.local.host.Refusal;

/**
 * Starts processes that hear neither the terminal's Ctrl-C (the launcher stops them, in order) nor outlive the launcher
 * (the kernel ends them if it is killed). Where the system has no {@code setsid} and {@code setpriv}, they do hear it,
 * and the pid files are what the next run cleans up by.
 */
public final class Spawner {
    private static final List<String> APART = List.of("setsid", "setpriv", "--pdeathsig", "TERM");

    /** The kernel's signal comes when the thread that started the child ends, so one thread starts them all and stays. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread starter = new Thread(task, "spawner");
        starter.setDaemon(true);
        return starter;
    });

    private final List<String> prefix;

    public Spawner() {
        prefix = works(APART) ? APART : List.of();
    }

    Process start(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(prefix.stream(), launch.command().stream()).toList());
        builder.environment().keySet().removeAll(launch.unset());
        builder.environment().putAll(launch.environment());
        builder.redirectErrorStream(true);
        builder.redirectInput(nothing());
        return onThread(builder, launch.name());
    }

    private Process onThread(ProcessBuilder builder, String name) {
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException failed) {
            throw new Refusal("%s cannot be started: %s".formatted(name, String.valueOf(failed.getCause())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal("%s was not started: interrupted.".formatted(name));
        }
    }

    /** A process that stays when this one ends. */
    public static Process detached(List<String> command, Path log) throws IOException {
        List<String> session = List.of("setsid");
        List<String> words = Stream.concat(works(session) ? session.stream() : Stream.<String>empty(), command.stream())
                .toList();
        return new ProcessBuilder(words)
                .redirectInput(nothing())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static boolean works(List<String> words) {
        ProcessBuilder probe = new ProcessBuilder(
                Stream.concat(words.stream(), Stream.of("true")).toList());
        probe.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return probe.start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }
}
