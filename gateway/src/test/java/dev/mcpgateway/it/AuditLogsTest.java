package dev.mcpgateway.it;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The audit log, as those read it who may. */
@RealStores
class AuditLogsTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, auditor: { gateway: [audit.read] } }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    private static final int CALLS = 12;

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) {
        calculator = TestTool.calculator();
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        gateway = new TestGateway(folder, tools, POLICY, stores);
        for (int i = 0; i < CALLS; i++) {
            assertThat(gateway.call(Tokens.of("user-" + i % 3, "reader"), "/calculator/sse", "exact_calculate", SUM)
                            .body())
                    .contains("3.5");
        }
        await().ignoreExceptions()
                .until(() -> Records.ask(stores, "SELECT count(*) FROM audit.record WHERE tool_name IS NOT NULL")
                        .get(0)
                        .equals(String.valueOf(CALLS)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        String first = logs("?limit=5&outcome=ok&server=calculator");
        String second = logs("?limit=50&outcome=ok&server=calculator&cursor=" + next(first));

        List<String> ids = ids(first);
        assertThat(ids).hasSize(5);
        ids.addAll(ids(second));
        assertThat(ids).hasSize(CALLS).doesNotHaveDuplicates();
        assertThat(second).doesNotContain("\"next\"");
    }

    @Test
    void filtersNameWhatIsWanted() {
        assertThat(ids(logs("?user_id=user-1"))).hasSize(CALLS / 3);
        assertThat(ids(logs("?user_id=user-1&tenant=demo&tool_name=exact_calculate&decision=allowed")))
                .hasSize(CALLS / 3);
        assertThat(ids(logs("?tenant=elsewhere"))).isEmpty();
        assertThat(ids(logs("?from=2100-01-01T00:00:00Z"))).isEmpty();
        assertThat(logs("?user_id=user-1"))
                .contains("\"rule\":\"math\"")
                .contains("\"instance\":\"" + calculator.url())
                .containsPattern("\"arguments_digest\":\"[0-9a-f]{64}\"")
                .contains("\"protocol\":")
                .contains("\"first_byte\":");
    }

    @Test
    void whatIsAskedWronglyIsSaidSo() {
        assertThat(audit("auditor", "/admin/audit-logs?from=yesterday").body()).contains("from is a time such as");
        assertThat(audit("auditor", "/admin/audit-logs?limit=0").statusCode()).isEqualTo(400);
        assertThat(audit("auditor", "/admin/audit-logs?cursor=x").statusCode()).isEqualTo(400);
        assertThat(audit("reader", "/admin/audit-logs").statusCode()).isEqualTo(403);
        assertThat(audit("reader", "/admin/audit/verify").statusCode()).isEqualTo(403);
        assertThat(audit("auditor", "/admin/audit/verify?seal=nonsense").body())
                .contains("\"intact\":false")
                .contains("not a seal: nonsense");
    }

    @Test
    void everythingCanBeExported() {
        String csv = logs("?format=csv&user_id=user-2");
        String lines = logs("?format=ndjson&user_id=user-2");

        assertThat(csv.lines()).hasSize(1 + CALLS / 3);
        assertThat(csv).startsWith("ended,id,kind,");
        assertThat(lines.lines()).hasSize(CALLS / 3).allMatch(line -> line.startsWith("{\"ended\":"));
    }

    @Test
    void whatArrivesDuringAVerificationIsNotTakenForMissing() {
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                gateway.get("nonsense", "/me");
            }
        });

        do {
            assertThat(audit("auditor", "/admin/audit/verify").body()).contains("\"intact\":true");
        } while (!traffic.isDone());

        assertThat(traffic).isCompleted();
    }

    private static String logs(String query) {
        HttpResponse<String> answer = audit("auditor", "/admin/audit-logs" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> audit(String role, String path) {
        return gateway.get(Tokens.of("watcher", role), path);
    }

    private static List<String> ids(String page) {
        Matcher found = Pattern.compile("\"request_id\":\"([^\"]+)\"").matcher(page);
        List<String> ids = new ArrayList<>();
        while (found.find()) {
            ids.add(found.group(1));
        }
        return ids;
    }

    private static String next(String page) {
        Matcher found = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
