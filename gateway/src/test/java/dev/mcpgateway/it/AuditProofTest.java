package dev.mcpgateway.it;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.audit.Verification;
import dev.mcpgateway.audit.Verification.Report;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody with all rights on the database can change, and how it shows. */
@RealStores
class AuditProofTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {}, auditor: { gateway: [audit.read] } }
            rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
            """;
    private static final String SUM = "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}";
    private static final int CALLS = 12;

    @TempDir
    Path folder;

    private final TestTool calculator = TestTool.calculator();
    private Stores stores = new Stores("", "");
    private TestGateway gateway;

    @BeforeEach
    void start(Stores real) throws SQLException {
        stores = real;
        String tools = "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                + "\", tools: { exact_calculate: {} } } }\n";
        gateway = new TestGateway(folder, tools, POLICY, stores, "--audit.seal-every=200ms");
        for (int i = 0; i < CALLS; i++) {
            assertThat(gateway.call(Tokens.of("user-" + i % 3, "reader"), "/calculator/sse", "exact_calculate", SUM)
                            .body())
                    .contains("3.5");
        }
        // The plan that came into force is a record, too.
        await().ignoreExceptions().until(() -> count("record") == CALLS + 1 && sealedUpTo() == CALLS + 1);
    }

    @AfterEach
    void stop() throws SQLException {
        gateway.close();
        calculator.close();
        change("TRUNCATE audit.record, audit.spool, audit.seal");
    }

    @Test
    void whatNobodyTouchedIsIntact() {
        String report = verify("");

        assertThat(report)
                .contains("\"intact\":true")
                .contains("\"first\":1")
                .contains("\"unchained\":0")
                .doesNotContain("broken\":\"");
    }

    @Test
    void aChangedRecordIsNamed() throws SQLException {
        change("UPDATE audit.record SET user_id = 'somebody else' WHERE sequence = 7");

        assertThat(verify(""))
                .contains("\"intact\":false")
                .contains("record 7 (id ")
                .contains("was changed");
    }

    @Test
    void aDeletedRecordIsNamed() throws SQLException {
        change("DELETE FROM audit.record WHERE sequence = 5");

        assertThat(verify("")).contains("\"intact\":false").contains("record 5 is missing");
    }

    @Test
    void aCutEndIsNoticedByWhatTheDatabaseStillSays() throws SQLException {
        change("DELETE FROM audit.record WHERE sequence > 9");

        assertThat(verify("")).contains("the end is cut off: records 10 to 13 are missing");
    }

    @Test
    void aCutEndIsNoticedByASealThatWasKeptElsewhere() throws SQLException {
        String seal = sealInTheLog();
        change("DELETE FROM audit.record WHERE sequence > 9");
        change("DELETE FROM audit.seal WHERE sequence > 9");
        change("UPDATE audit.spool SET sequence = 9, hash = (SELECT hash FROM audit.record WHERE sequence = 9)");

        assertThat(report().intact()).isTrue();
        assertThat(report(seal).chains().get(0).broken().orElseThrow())
                .startsWith("the end is cut off: records 10 to 13 are missing, for which a seal of ");
    }

    @Test
    void aForgedSealIsNotGenuine() throws SQLException {
        change("UPDATE audit.seal SET sealed_at = sealed_at + interval '1 day'");

        assertThat(verify("")).contains("\"intact\":false").contains("is not genuine");
    }

    @Test
    void whatWasCutOffAtTheFrontIsNoticedUnlessASealStandsThere() throws SQLException {
        change("DELETE FROM audit.seal WHERE sequence = 4");
        change("DELETE FROM audit.record WHERE sequence <= 4");

        assertThat(verify("")).contains("the records before 5 are missing, and no seal stands there");
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
        assertThat(verify("?seal=nonsense")).contains("\"intact\":false").contains("not a seal: nonsense");
    }

    @Test
    void everythingCanBeExported() {
        String csv = logs("?format=csv&user_id=user-2");
        String lines = logs("?format=ndjson&user_id=user-2");

        assertThat(csv.lines()).hasSize(1 + CALLS / 3);
        assertThat(csv).startsWith("ended,id,kind,");
        assertThat(lines.lines()).hasSize(CALLS / 3).allMatch(line -> line.startsWith("{\"ended\":"));
    }

    /** Asked past the door, so that asking leaves no record. */
    private Report report(String... seals) {
        return gateway.context()
                .getBean(Verification.class)
                .verify(Optional.empty(), List.of(seals))
                .blockOptional()
                .orElseThrow();
    }

    private String verify(String query) {
        HttpResponse<String> answer = audit("auditor", "/admin/audit/verify" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String logs(String query) {
        HttpResponse<String> answer = audit("auditor", "/admin/audit-logs" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> audit(String role, String path) {
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

    /** The same text as the log's line, made of the row. */
    private String sealInTheLog() {
        return Records.ask(
                        stores,
                        "SELECT 'seal1.' || spool || '.' || sequence || '.' || encode(hash, 'hex') || '.'"
                                + " || (extract(epoch FROM sealed_at) * 1000000)::bigint || '.' || key || '.'"
                                + " || rtrim(translate(encode(signature, 'base64'), E'+/\\n', '-_'), '=')"
                                + " FROM audit.seal ORDER BY sequence DESC LIMIT 1")
                .get(0);
    }

    private int count(String table) {
        return Integer.parseInt(
                Records.ask(stores, "SELECT count(*) FROM audit." + table).get(0));
    }

    private long sealedUpTo() {
        return Long.parseLong(
                Records.ask(stores, "SELECT max(sequence) FROM audit.seal").get(0));
    }

    private void change(String sql) throws SQLException {
        URI url = URI.create(stores.databaseUrl());
        String[] credentials = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        try (Connection connection = DriverManager.getConnection(jdbc, credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
