package dev.mcpgateway.stores.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.LocalRedis;

/** The two servers of one test run. */
final class StoreServers implements AutoCloseable {
    private static final int REDIS_DATABASES = 16;

    private final String databaseUrl;
    private final String redisUrl;
    private final Runnable stop;
    private final AtomicInteger nextRedisDatabase = new AtomicInteger();

    private StoreServers(String source, String databaseUrl, String redisUrl, Runnable stop) {
        this.databaseUrl = databaseUrl;
        this.redisUrl = redisUrl;
        this.stop = stop;
        System.out.println("Stores for these tests come from " + source);
    }

    static StoreServers start() {
        String database = System.getenv("TEST_DATABASE_URL");
        String redis = System.getenv("TEST_REDIS_URL");
        if ((database == null) != (redis == null)) {
            throw new IllegalStateException("set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither");
        }
        if (database != null && redis != null) {
            return new StoreServers("the environment", database, redis, () -> {});
        }
        // Asking for a Docker engine takes seconds where there is none; its socket tells at once.
        return Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null
                ? fromContainers()
                : fromPackages();
    }

    private static StoreServers fromPackages() {
        LocalPostgres postgres = LocalPostgres.throwaway().start();
        LocalRedis redis = LocalRedis.throwaway().start();
        return new StoreServers("packages", postgres.url(), redis.url(), () -> {
            postgres.close();
            redis.close();
        });
    }

    @SuppressWarnings("resource") // Closed by the stop below.
    private static StoreServers fromContainers() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine");
        GenericContainer<?> redis = new GenericContainer<>("redis:7-alpine").withExposedPorts(6379);
        postgres.start();
        redis.start();
        String database = "postgresql://" + postgres.getUsername() + ":" + postgres.getPassword() + "@"
                + postgres.getHost() + ":" + postgres.getFirstMappedPort() + "/" + postgres.getDatabaseName();
        String redisUrl = "redis://" + redis.getHost() + ":" + redis.getFirstMappedPort();
        return new StoreServers("containers", database, redisUrl, () -> {
            postgres.stop();
            redis.stop();
        });
    }

    /** A database of its own, and a Redis database that few others use. */
    Stores forTests() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        URI url = URI.create(databaseUrl);
        String[] credentials = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        try (Connection connection = DriverManager.getConnection(jdbc, credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database could be made for the tests", e);
        }
        int number = nextRedisDatabase.getAndIncrement() % REDIS_DATABASES;
        empty(number);
        String ownDatabase = databaseUrl.substring(0, databaseUrl.lastIndexOf('/') + 1) + name;
        return new Stores(ownDatabase, redisUrl + "/" + number);
    }

    /** Two inline commands: a client library for them would be one more dependency of every test. */
    private void empty(int redisDatabase) {
        URI url = URI.create(redisUrl);
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.getOutputStream()
                    .write(("SELECT " + redisDatabase + "\r\nFLUSHDB\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis could not be emptied for the tests", e);
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
