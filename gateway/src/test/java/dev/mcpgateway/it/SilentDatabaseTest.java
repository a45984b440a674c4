package dev.mcpgateway.it;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.store.SilentLine;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database's host dies without a word and another takes its place, as in a failover. */
@RealStores
class SilentDatabaseTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    /** Much less than TCP, which hopes for a quarter of an hour, and than the 30 s a batch may take. */
    private static final Duration SECONDS = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TestTool calculator = TestTool.calculator();
    private Stores stores = new Stores("", "");
    private SilentLine line;

    @BeforeEach
    void draw(Stores real) {
        stores = real;
        line = SilentLine.to(real.databaseUrl());
    }

    @AfterEach
    void stop() {
        calculator.close();
        line.close();
    }

    @Test
    void recordsArriveOverTheNewWayWithinSeconds() {
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        try (TestGateway gateway =
                new TestGateway(folder, tools, POLICY, new Stores(line.url(stores.databaseUrl()), ""))) {
            call(gateway, "before");
            await().ignoreExceptions().atMost(SECONDS).until(() -> recorded("before") == 1);

            line.goSilent();
            call(gateway, "after");

            await().atMost(SECONDS).until(() -> recorded("after") == 1);
            await().atMost(SECONDS).until(() -> gateway.managed("/health").contains("\"postgres\":{\"state\":\"up\""));
            assertThat(recorded("before")).isEqualTo(1);
        }
    }

    private static void call(TestGateway gateway, String user) {
        assertThat(gateway.call(Tokens.of(user, "reader"), "/calculator/mcp", "exact_calculate", SUM)
                        .body())
                .contains("3.5");
    }

    private int recorded(String user) {
        return Integer.parseInt(Records.ask(stores, "SELECT count(*) FROM audit.record WHERE user_id = '" + user + "'")
                .get(0));
    }
}
