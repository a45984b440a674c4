package dev.mcpgateway.local.build;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.mcpgateway.local.host.Refusal;

/** Builds what is missing or older than its sources: one line for each module, everything else in the log. */
public final class Build {
    private static final Pattern STEP = Pattern.compile("\\[INFO] Building (.+?) \\S+\\s+\\[(\\d+)/(\\d+)]");
    private static final int LAST = 25;

    private final Path root;
    private final Path log;
    private final PrintStream out;
    private final InstantSource clock;

    public Build(Path root, Path log, PrintStream out, InstantSource clock) {
        this.root = root;
        this.log = log;
        this.out = out;
        this.clock = clock;
    }

    public void refresh(List<AppModule> modules) {
        List<AppModule> stale = modules.stream().filter(AppModule::isStale).toList();
        if (stale.isEmpty()) {
            return;
        }
        out.printf("Building (the first time takes minutes; log: %s)%n", log);
        FileTime begun = FileTime.from(clock.instant());
        maven(stale.stream().map(AppModule::folder).collect(Collectors.joining(",")));
        for (AppModule module : stale) {
            if (!Files.exists(module.jar())) {
                throw new Refusal("The build made no %s: this module is not a service yet; leave it out with --only."
                        .formatted(root.relativize(module.jar())));
            }
            module.builtAt(begun);
        }
    }

    private void maven(String modules) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        wrapper(),
                        "-B",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip",
                        "-pl",
                        modules,
                        "-am",
                        "package"))
                .directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Deque<String> last = new ArrayDeque<>();
        try {
            Process maven = builder.start();
            Thread ender = new Thread(maven::destroy);
            Runtime.getRuntime().addShutdownHook(ender);
            copy(maven, last);
            int exit = maven.waitFor();
            Runtime.getRuntime().removeShutdownHook(ender);
            if (exit != 0) {
                throw new Refusal(
                        "The build failed. The end of %s:\n    %s".formatted(log, String.join("\n    ", last)));
            }
        } catch (IOException cannot) {
            throw new Refusal("The build cannot be started: %s".formatted(cannot.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal("The build was interrupted.");
        }
    }

    private void copy(Process maven, Deque<String> last) throws IOException {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter writer = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.write(line);
                writer.newLine();
                if (last.size() == LAST) {
                    last.removeFirst();
                }
                last.addLast(line);
                progress(line);
            }
        }
    }

    private void progress(String line) {
        Matcher step = STEP.matcher(line);
        if (step.matches()) {
            out.printf("  %-28s %s of %s%n", step.group(1), step.group(2), step.group(3));
        }
    }

    private String wrapper() {
        return root.resolve(System.getProperty("os.name").startsWith("Windows") ? "mvnw.cmd" : "mvnw")
                .toString();
    }
}
