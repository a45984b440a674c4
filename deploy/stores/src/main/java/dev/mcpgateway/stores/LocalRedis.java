package dev.mcpgateway.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** One Redis on loopback. Stopped and started again, it keeps its port; its data only if it is durable. */
public final class LocalRedis implements AutoCloseable {
    private final Path data;
    private final int port;
    private final boolean durable;
    private Optional<RedisServer> running = Optional.empty();

    private LocalRedis(Path data, int port, boolean durable) {
        this.data = data;
        this.port = port;
        this.durable = durable;
    }

    /** Keeps an append-only file under {@code data}. */
    public static LocalRedis durable(Path data, int port) {
        return new LocalRedis(data, port == 0 ? freePort() : port, true);
    }

    /** Somewhere temporary on a free port. */
    public static LocalRedis throwaway() {
        try {
            return new LocalRedis(Files.createTempDirectory("redis-"), freePort(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LocalRedis start() {
        try {
            Files.createDirectories(data);
            RedisServerBuilder builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + quoted(data.toAbsolutePath()))
                    .setting("appendonly " + (durable ? "yes" : "no"))
                    .setting("save \"\"")
                    .setting("maxmemory 128mb");
            RedisServer server = builder.build();
            server.start();
            running = Optional.of(server);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** As one word of Redis's configuration, whatever is in the path. */
    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stops it; {@link #start} brings it back on the same port. */
    public void stop() {
        running.ifPresent(server -> {
            try {
                server.stop();
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
