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
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the operators' files from their folder. Blocking: never on an event loop. */
final class PlanReader {
    private static final Logger log = LoggerFactory.getLogger(PlanReader.class);

    private final Path folder;
    private final Function<String, @Nullable String> environment;
    private final Optional<Production> production;

    PlanReader(Path folder, Function<String, @Nullable String> environment, Optional<Production> production) {
        this.folder = folder;
        this.environment = environment;
        this.production = production;
    }

    /** The files at one moment, cheap to take and to compare; {@code next} is empty where there is no candidate. */
    record Snapshot(String tools, String policy, String next) {
        String digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(tools.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
                sha256.update(policy.getBytes(StandardCharsets.UTF_8));
                if (!next.isEmpty()) {
                    sha256.update((byte) 0);
                    sha256.update(next.getBytes(StandardCharsets.UTF_8));
                }
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
        String next = Files.exists(folder.resolve(PolicyFile.NEXT)) ? text(PolicyFile.NEXT, problems) : "";
        problems.throwIfAny();
        return new Snapshot(tools, policy, next);
    }

    Plan read(Snapshot files, long version, Instant now) {
        Problems problems = new Problems();
        Map<String, ServerSpec> servers = ToolsFile.read(files.tools(), problems, environment);
        PolicyFile.Content policy = PolicyFile.read(PolicyFile.NAME, files.policy(), servers, problems, environment);
        production.ifPresent(rules -> rules.check(servers, policy.policy(), problems));
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
                next(files.next(), servers),
                policy.limits());
    }

    /** A candidate with mistakes is not compared, and keeps nothing else from counting. */
    private Optional<PolicySpec> next(String text, Map<String, ServerSpec> servers) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        PolicyFile.Content candidate = PolicyFile.read(PolicyFile.NEXT, text, servers, problems, environment);
        try {
            problems.throwIfAny();
            return Optional.of(candidate.policy());
        } catch (InvalidPlan e) {
            log.error("{} is not usable, so nothing is compared with it.\n{}", PolicyFile.NEXT, e.getMessage());
            return Optional.empty();
        }
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
