package dev.mcpgateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Reads the operators' files from their folder. Blocking: never on an event loop. */
final class PlanReader {
    private final Path folder;
    private final Function<String, @Nullable String> environment;

    PlanReader(Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** The bytes of both files at one moment, cheap to take and to compare. */
    record Snapshot(String tools, String policy) {
        String digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(tools.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
                sha256.update(policy.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(sha256.digest()).substring(0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    Snapshot snapshot() {
        Problems problems = new Problems();
        String tools = text(ToolsFile.NAME, problems);
        String policy = text(PolicyFile.NAME, problems);
        problems.throwIfAny();
        return new Snapshot(tools, policy);
    }

    Plan read(Snapshot files, long version, Instant now) {
        Problems problems = new Problems();
        Map<String, ServerSpec> servers = ToolsFile.read(files.tools(), problems, environment);
        PolicyFile.Content policy = PolicyFile.read(files.policy(), servers, problems, environment);
        problems.throwIfAny();
        Map<String, ServerSpec> scopes = new LinkedHashMap<>();
        servers.values().forEach(server -> scopes.put(server.scope(), server));
        return new Plan(
                version,
                files.digest(),
                now,
                Map.copyOf(servers),
                Map.copyOf(scopes),
                policy.policy(),
                policy.limits());
    }

    private String text(String name, Problems problems) {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            problems.add(new Location(name, 1), "not found in " + folder.toAbsolutePath());
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Location(name, 1), "cannot be read: " + e.getMessage());
        }
        return "";
    }
}
