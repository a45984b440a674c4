package dev.mcpgateway.it;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.store.TestRedis;
import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.LocalRedis;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each store is taken away under the gate that uses it, and brought back. */
class StoresAwayTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            limits:
              - { id: user, per: [user], rate: 10/hour, burst: 3 }
              - { id: day,  per: [user], quota: 10000000/day }
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static TestTool calculator;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Stores stores = new Stores("", "");

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.throwaway().start();
        redis = LocalRedis.throwaway().start();
        calculator = TestTool.calculator();
    }

    @AfterAll
    static void stop() {
        calculator.close();
        redis.close();
        postgres.close();
    }

    @BeforeEach
    void useADatabaseNobodyKnows() throws SQLException {
        String name = "away_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        stores = new Stores(postgres.url(name), redis.url());
    }

    @Test
    void withoutRedisCallsGoOnAndTheLimitIsKeptInTheProcess() {
        try (TestGateway gateway = gateway()) {
            await().atMost(PATIENCE).until(() -> health(gateway).contains("\"redis\":{\"state\":\"up\""));
            redis.stop();

            String ada = Tokens.of("ada", "reader");
            for (int i = 0; i < 3; i++) {
                assertThat(call(gateway, ada)).contains("3.5");
            }
            assertThat(call(gateway, ada)).contains("-31429");
            await().untilAsserted(() ->
                    assertThat(health(gateway)).contains("degraded").contains("Redis does not answer"));

            redis.start();
            await().atMost(PATIENCE).until(() -> health(gateway).contains("\"redis\":{\"state\":\"up\""));
            assertThat(call(gateway, Tokens.of("bob", "reader"))).contains("3.5");
        }
    }

    @Test
    void withoutPostgresCallsGoOnAndTheirRecordsArriveWhenItIsBack() {
        try (TestGateway gateway = gateway()) {
            assertThat(call(gateway, Tokens.of("before", "reader"))).contains("3.5");
            await().ignoreExceptions().atMost(PATIENCE).until(() -> recorded("before") == 1);
            postgres.stop();

            assertThat(call(gateway, Tokens.of("meanwhile", "reader"))).contains("3.5");
            await().untilAsserted(() ->
                    assertThat(health(gateway)).contains("degraded").contains("Postgres does not answer"));
            await().until(() -> secondsWaited(gateway) > 0.5);

            postgres.start();
            await().ignoreExceptions().atMost(PATIENCE).until(() -> recorded("meanwhile") == 1);
            await().until(() -> secondsWaited(gateway) < 0.5);
            assertThat(recorded("before")).isEqualTo(1);
        }
    }

    @Test
    void aGatewayStartsWithoutItsStoresAndFindsThemLater() {
        postgres.stop();
        redis.stop();
        try (TestGateway gateway = gateway()) {
            assertThat(call(gateway, Tokens.of("early", "reader"))).contains("3.5");
            await().until(() -> secondsWaited(gateway) > 0.5);

            postgres.start();
            redis.start();

            await().ignoreExceptions().atMost(PATIENCE).until(() -> recorded("early") == 1);
            await().atMost(PATIENCE).until(() -> health(gateway).contains("\"status\":\"up\""));
        }
    }

    @Test
    void aStoppingGatewayShipsWhatIsLeft() {
        try (TestGateway gateway = gateway("--audit.flush=10s")) {
            await().atMost(PATIENCE).until(() -> health(gateway).contains("\"postgres\":{\"state\":\"up\""));
            assertThat(call(gateway, Tokens.of("last", "reader"))).contains("3.5");
        }

        assertThat(recorded("last")).isEqualTo(1);
    }

    @Test
    void aStoppingGatewayGivesBackWhatItHoldsOfADaysQuota() {
        try (TestRedis inside = TestRedis.at(redis.url())) {
            try (TestGateway gateway = gateway()) {
                await().atMost(PATIENCE).until(() -> health(gateway).contains("Limits are shared"));
                for (int i = 0; i < 2; i++) {
                    assertThat(call(gateway, Tokens.of("eve", "reader"))).contains("3.5");
                }
                await().until(() -> counted(inside) > 2);
            }

            assertThat(counted(inside)).isEqualTo(2);
        }
    }

    private static int counted(TestRedis redis) {
        return redis.find("mcp:limit:*:day:*eve*")
                .map(redis::get)
                .map(Integer::parseInt)
                .orElse(0);
    }

    private TestGateway gateway(String... more) {
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        return new TestGateway(folder, tools, POLICY, stores, more);
    }

    private static String call(TestGateway gateway, String token) {
        HttpResponse<String> answer = gateway.call(token, "/calculator/sse", "exact_calculate", SUM);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String health(TestGateway gateway) {
        return gateway.managed("/health");
    }

    private static double secondsWaited(TestGateway gateway) {
        return gateway.managed("/metrics")
                .lines()
                .filter(line -> line.startsWith("mcp_gateway_audit_oldest_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private int recorded(String user) {
        return Integer.parseInt(Records.ask(stores, "SELECT count(*) FROM audit.record WHERE user_id = '" + user + "'")
                .get(0));
    }
}
