package dev.mcpgateway.it;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database stays away until the spool is full, and comes back. */
class SpoolLimitTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    /** The record of its refusal is as large as one gets, and so the spool is soon full of them. */
    private static final String LONGEST_URI = "test://" + "x".repeat(4_089);

    private static final int MORE_THAN_THE_SPOOL_HOLDS = 2_000;
    private static final int BETWEEN_LOOKS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LocalPostgres postgres = LocalPostgres.throwaway().start();
    private final Stores stores = new Stores(postgres.url(), "");
    private final TestTool calculator = TestTool.calculator();

    @AfterEach
    void stop() {
        calculator.close();
        postgres.close();
    }

    /** With every call on the disk before it is made, so that this way is gone as well. */
    @Test
    void strictlyACallThatCannotBeRecordedIsRefused() {
        postgres.stop();
        try (TestGateway gateway = gateway("--audit.keeping=strict", "--audit.sync=always")) {
            assertThat(sum(gateway, "before")).contains("3.5");
            fill(gateway);

            assertThat(sum(gateway, "meanwhile"))
                    .contains("\"code\":-31503")
                    .contains("\"reason\":\"overloaded\"")
                    .contains("\"retryAfterMs\":5000")
                    .contains("the call could not be recorded, so it was not made");
            await().untilAsserted(() -> assertThat(gateway.managed("/health"))
                    .contains("\"status\":\"down\"")
                    .contains("The spool is full and every call must be recorded"));

            postgres.start();
            await().atMost(PATIENCE).until(() -> sum(gateway, "after").contains("3.5"));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> recorded("user_id = 'after' AND outcome = 'ok'") > 0);
            assertThat(recorded("user_id = 'before' AND outcome = 'ok'")).isEqualTo(1);
            assertThat(recorded("user_id = 'meanwhile' AND outcome = 'ok'")).isZero();
        }
    }

    @Test
    void lenientlyCallsGoOnAndWhatIsLostIsCounted() {
        postgres.stop();
        try (TestGateway gateway = gateway("--audit.keeping=lenient")) {
            fill(gateway);

            assertThat(sum(gateway, "meanwhile")).contains("3.5");
            long lost = lost(gateway);
            assertThat(lost).isPositive();

            postgres.start();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                sum(gateway, "after");
                return recordedAsLost() == lost(gateway);
            });
            assertThat(recordedAsLost()).isGreaterThanOrEqualTo(lost);
            assertThat(recorded("user_id = 'meanwhile'")).isZero();
        }
    }

    private TestGateway gateway(String... more) {
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        String[] all = new String[more.length + 1];
        System.arraycopy(more, 0, all, 0, more.length);
        all[more.length] = "--audit.spool-size=4MB";
        return new TestGateway(folder, tools, POLICY, stores, all);
    }

    /** With large records first, then with small ones into the room that is left. */
    private static void fill(TestGateway gateway) {
        for (String uri : List.of(LONGEST_URI, "test://x")) {
            long before = lost(gateway);
            for (int i = 0; i < MORE_THAN_THE_SPOOL_HOLDS && lost(gateway) == before; i += BETWEEN_LOOKS) {
                IntStream.range(0, BETWEEN_LOOKS).parallel().forEach(each -> read(gateway, uri));
            }
            assertThat(lost(gateway)).isGreaterThan(before);
        }
    }

    private static void read(TestGateway gateway, String uri) {
        gateway.post(
                Tokens.of("filler", "reader"),
                "/calculator/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"" + uri + "\"}}");
    }

    private static long lost(TestGateway gateway) {
        return gateway.managed("/metrics")
                .lines()
                .filter(line -> line.startsWith("mcp_gateway_audit_lost_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static String sum(TestGateway gateway, String user) {
        HttpResponse<String> answer =
                gateway.call(Tokens.of(user, "reader"), "/calculator/mcp", "exact_calculate", SUM);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** As the records say that tell of it. */
    private long recordedAsLost() {
        return Records.ask(stores, "SELECT detail FROM audit.record WHERE kind = 'lost'").stream()
                .mapToLong(detail -> Long.parseLong(detail.replace(" records could not be kept", "")))
                .sum();
    }

    private int recorded(String where) {
        return Integer.parseInt(Records.ask(stores, "SELECT count(*) FROM audit.record WHERE " + where)
                .get(0));
    }
}
