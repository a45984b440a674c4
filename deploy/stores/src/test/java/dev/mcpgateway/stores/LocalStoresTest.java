package dev.mcpgateway.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocalStoresTest {
    @Test
    void aDurablePostgresKeepsItsDataAndItsPortOverARestart(@TempDir Path folder) throws SQLException {
        try (LocalPostgres postgres =
                LocalPostgres.durable(folder.resolve("somebody's data"), 0).start()) {
            int port = postgres.port();
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");

            postgres.stop();
            postgres.start();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(ask(postgres, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void aThrowawayPostgresTakenAwayByATestComesBackWithItsData() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.throwaway().start()) {
            execute(postgres, "CREATE TABLE kept AS SELECT 7 AS answer");

            postgres.stop();
            postgres.start();

            assertThat(ask(postgres, "SELECT answer FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void aDurableRedisKeepsItsDataOverARestart(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("somebody's \"own\" data\\1");
        try (LocalRedis redis = LocalRedis.durable(data, 0).start()) {
            assertThat(say(redis, "SET kept 42")).isEqualTo("+OK");

            redis.stop();
            redis.start();

            assertThat(say(redis, "EXISTS kept")).isEqualTo(":1");
            assertThat(data).isNotEmptyDirectory();
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres", "postgres", "postgres");
    }

    /** One inline command and the first line of its answer, without a client library. */
    private static String say(LocalRedis redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = in.read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII).strip();
        }
    }
}
