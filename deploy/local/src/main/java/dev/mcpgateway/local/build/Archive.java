package dev.mcpgateway.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.mcpgateway.local.host.Refusal;

/**
 * An executable jar unpacked beside itself, with the classes of a rehearsal archived: starts in about half the time.
 * Made once for each build and JVM; without an archive everything works, later.
 */
public final class Archive {
    private static final long PATIENCE_SECONDS = 90;

    private final AppModule module;
    private final List<String> flags;
    private final Path home;

    public Archive(AppModule module, List<String> flags) {
        this.module = module;
        this.flags = List.copyOf(flags);
        this.home = module.target().resolve("up");
    }

    /** How to start the service. */
    public List<String> command() {
        List<String> words = new ArrayList<>(java());
        words.add("-XX:SharedArchiveFile=" + classes());
        words.addAll(List.of("-Xshare:auto", "-Xlog:cds=off", "-jar", jar().toString()));
        return words;
    }

    public boolean isCurrent() {
        try {
            return Files.exists(jar())
                    && Files.exists(stamp())
                    && Files.readString(stamp()).equals(identity());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * False if the rehearsal failed: the service then starts slower, and the next run tries again.
     *
     * @param environment what the service needs to come up, with nothing behind it
     */
    public boolean make(Map<String, String> environment, Set<String> unset, Path log) {
        try {
            delete(home);
            Files.createDirectories(home);
            Files.writeString(log, "");
            run(
                    log,
                    Map.of(),
                    Set.of(),
                    List.of(
                            executable(),
                            "-Djarmode=tools",
                            "-jar",
                            module.jar().toString(),
                            "extract",
                            "--destination",
                            home.toString(),
                            "--force"));
            if (!Files.exists(jar())) {
                throw new Refusal("%s cannot be unpacked: see %s".formatted(module.jar(), log));
            }
            SignedJars.unsign(home.resolve("lib"));
            List<String> rehearsal = new ArrayList<>(java());
            rehearsal.addAll(List.of(
                    "-XX:ArchiveClassesAtExit=" + classes(),
                    "-XX:ErrorFile=" + home.resolve("crash-%p.log"),
                    "-Dspring.context.exit=onRefresh",
                    "-jar",
                    jar().toString()));
            boolean rehearsed = run(log, environment, unset, rehearsal);
            if (rehearsed) {
                Files.writeString(stamp(), identity());
            }
            return rehearsed;
        } catch (IOException cannot) {
            throw new Refusal("%s cannot be prepared: %s".formatted(module.folder(), cannot.getMessage()));
        }
    }

    private boolean run(Path log, Map<String, String> environment, Set<String> unset, List<String> words)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(module.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(unset);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }

    private List<String> java() {
        return Stream.concat(Stream.of(executable()), flags.stream()).toList();
    }

    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** For what a rehearsal writes. */
    public Path scratch() {
        return home.resolve("rehearsal");
    }

    private Path jar() {
        return home.resolve(module.jar().getFileName());
    }

    private Path classes() {
        return home.resolve("classes.jsa");
    }

    private Path stamp() {
        return home.resolve("made-from");
    }

    private String identity() throws IOException {
        return "%s %s %d %s"
                .formatted(
                        AppModule.written(module.jar()),
                        flags,
                        Files.size(module.jar()),
                        Runtime.version() + " " + System.getProperty("java.home"));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException cannot) {
                    throw new UncheckedIOException(cannot);
                }
            });
        }
    }
}
