package dev.mcpgateway.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** One Postgres on loopback. Stopped and started again, it keeps its port and its data. */
public final class LocalPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final boolean durable;
    private int port;
    private Optional<EmbeddedPostgres> running = Optional.empty();

    private LocalPostgres(Path data, int port, boolean durable) {
        this.data = data;
        this.port = port;
        this.durable = durable;
    }

    /** Keeps its data under {@code data} and survives a power cut: what {@code ./up} uses. */
    public static LocalPostgres durable(Path data, int port) {
        return new LocalPostgres(data, port, true);
    }

    /** Somewhere temporary on a free port, without waiting for the disk: what tests use. */
    public static LocalPostgres throwaway() {
        try {
            return new LocalPostgres(Files.createTempDirectory("postgres-"), 0, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LocalPostgres start() {
        stopOrphan();
        try {
            Files.createDirectories(data);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    // It would be deleted with every stop, and a test that takes Postgres away wants its data back.
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(PATIENCE)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "64MB");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                builder.setServerConfig(setting, durable ? "on" : "off");
            }
            if (port > 0) {
                builder.setPort(port);
            }
            EmbeddedPostgres started = builder.start();
            port = started.getPort();
            running = Optional.of(started);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not start on " + data + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    /** {@code postgresql://user:password@host:port/database}. */
    public String url() {
        return url("postgres");
    }

    public String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + database;
    }

    /** Stops it; {@link #start} brings it back with the same data on the same port. */
    public void stop() {
        running.ifPresent(postgres -> {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        running = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        if (!durable) {
            Trees.delete(data);
        }
    }

    /** A Postgres whose owner was killed still holds the data; two on the same files would destroy them. */
    private void stopOrphan() {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.isEmpty()) {
                return;
            }
            long pid = Long.parseLong(lines.get(0).strip());
            Optional<ProcessHandle> owner = ProcessHandle.of(pid).filter(this::holdsOurData);
            if (owner.isPresent()) {
                // An interrupt ends it at once and cleanly; a plain kill would wait for every client to leave.
                new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
                owner.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (IOException | NumberFormatException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("another Postgres holds " + data + " and could not be stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another Postgres was being stopped", e);
        }
    }

    /** The number in an old file may belong to somebody else by now: a Postgres works in its data folder. */
    private boolean holdsOurData(ProcessHandle process) {
        if (!process.info().command().orElse("").contains("postgres")) {
            return false;
        }
        Path workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return !Files.exists(Path.of("/proc/self")) || Files.isSameFile(workingFolder, data);
        } catch (IOException e) {
            return false;
        }
    }
}
