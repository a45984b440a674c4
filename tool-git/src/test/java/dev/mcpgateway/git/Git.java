package dev.mcpgateway.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The git command line, for building repositories and for comparing with. */
record Git(Path folder) {
    private static final long SECONDS = 60;

    /** Runs it and gives its output as UTF-8. */
    String run(String... arguments) {
        return new String(bytes(new byte[0], arguments), UTF_8);
    }

    List<String> lines(String... arguments) {
        return run(arguments).lines().toList();
    }

    byte[] bytes(byte[] input, String... arguments) {
        return bytes(Map.of(), input, arguments);
    }

    byte[] bytes(Map<String, String> environment, byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.PIPE);
            builder.environment()
                    .putAll(Map.of(
                            "GIT_CONFIG_GLOBAL", "/dev/null",
                            "GIT_CONFIG_NOSYSTEM", "1",
                            "GIT_AUTHOR_NAME", "Ada",
                            "GIT_AUTHOR_EMAIL", "ada@example.com",
                            "GIT_COMMITTER_NAME", "Ada",
                            "GIT_COMMITTER_EMAIL", "ada@example.com"));
            builder.environment().putAll(environment);
            builder.redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            Thread feed = new Thread(() -> {
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input);
                } catch (IOException gone) {
                    // It did not want to hear the rest.
                }
            });
            feed.start();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed: " + new String(output, ISO_8859_1));
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
