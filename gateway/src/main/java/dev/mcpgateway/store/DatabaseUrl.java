package dev.mcpgateway.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.client.SSLMode;

/** {@code postgresql://user:password@host:port/database?sslmode=require}, for R2DBC and for the migrations' JDBC. */
final class DatabaseUrl {
    private static final int DEFAULT_PORT = 5432;
    private static final String SSL_MODE = "sslmode";
    private static final String FORM =
            "DATABASE_URL must read postgresql://user:password@host:port/database (a password with special characters"
                    + " percent-encoded)";

    /**
     * For a gateway that is gone and never said so: its connection ends within a minute, and with it the locks of what
     * it had begun there. They would keep the gateway itself out when it comes back another way.
     */
    private static final Map<String, String> LET_GO = Map.of(
            "idle_in_transaction_session_timeout", "60s",
            "tcp_keepalives_idle", "30",
            "tcp_keepalives_interval", "10",
            "tcp_keepalives_count", "3");

    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final String password;
    private final Map<String, String> options = new HashMap<>();

    DatabaseUrl(String text) {
        URI uri = parse(text);
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (!uri.getScheme().startsWith("postgres")
                || uri.getHost() == null
                || credentials.length == 0
                || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(FORM);
        }
        host = uri.getHost();
        port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        database = uri.getPath().substring(1);
        user = decoded(credentials[0]);
        password = credentials.length > 1 ? decoded(credentials[1]) : "";
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] keyValue = pair.split("=", 2);
                options.put(decoded(keyValue[0]), keyValue.length > 1 ? decoded(keyValue[1]) : "");
            }
        }
    }

    PostgresqlConnectionConfiguration r2dbc() {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .host(host)
                .port(port)
                .database(database)
                .username(user)
                .password(password)
                .applicationName("mcp-gateway")
                .connectTimeout(Duration.ofSeconds(3))
                .lockWaitTimeout(Duration.ofSeconds(10))
                .statementTimeout(Duration.ofSeconds(30))
                .options(LET_GO)
                .tcpKeepAlive(true);
        if (options.containsKey(SSL_MODE)) {
            builder.sslMode(SSLMode.fromValue(options.get(SSL_MODE)));
        }
        return builder.build();
    }

    DataSource jdbc() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(3);
        source.setApplicationName("mcp-gateway-migrations");
        if (options.containsKey(SSL_MODE)) {
            source.setSslMode(options.get(SSL_MODE));
        }
        return source;
    }

    /** Without the password, for the log. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && uri.getPath() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The exception holds the password; the form below says enough.
        }
        throw new IllegalArgumentException(FORM);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
