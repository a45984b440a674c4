package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.LocalRedis;

/** A Postgres that waits for the disk, a Redis, and what can be asked of them to see that the gateway used them. */
final class Stores implements AutoCloseable {
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

    private final Path postgresData;
    private final LocalPostgres postgres;
    private final LocalRedis redis;

    Stores(Path directory) {
        postgresData = directory.resolve("postgres");
        postgres = LocalPostgres.durable(postgresData, 0).start();
        redis = LocalRedis.throwaway().start();
    }

    Workbench.Store redis() {
        return store(redis::stop, redis::start);
    }

    Workbench.Store postgres() {
        return store(postgres::stop, postgres::start);
    }

    private static Workbench.Store store(Runnable stop, Runnable start) {
        return new Workbench.Store() {
            @Override
            public void stop() {
                stop.run();
            }

            @Override
            public void start() {
                start.run();
            }
        };
    }

    String databaseUrl() {
        return postgres.url();
    }

    String redisUrl() {
        return redis.url();
    }

    /** Rows of the audit that have arrived, for calls that ended since then; by the index, so that asking costs little. */
    long recordedSince(Instant then) {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(*) FROM audit.record WHERE ended >= ? AND kind = 'request'")) {
            statement.setObject(1, then.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit cannot be counted: " + e.getMessage(), e);
        }
    }

    /** How often Redis was asked to decide. */
    long decided() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String info = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher scripts = SCRIPTS.matcher(info);
            return scripts.find() ? Long.parseLong(scripts.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be asked: " + e.getMessage(), e);
        }
    }

    /** What Postgres has used; it left our process tree when it started. */
    ProcessUse postgresUse() {
        try {
            long pid = Long.parseLong(Files.readAllLines(postgresData.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            return ProcessHandle.of(pid).map(ProcessUse::ofTree).orElse(ProcessUse.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessUse redisUse() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("redis"))
                .map(ProcessUse::ofTree)
                .reduce(ProcessUse.NONE, ProcessUse::plus);
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
    }
}
