package dev.mcpgateway.it;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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

    private static TestTool calculator;
    private Stores stores = new Stores("", "");
    private TestGateway gateway;

    @BeforeAll
    static void startTool() {
        calculator = TestTool.calculator();
    }

    @AfterAll
    static void stopTool() {
        calculator.close();
    }

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
        change("TRUNCATE audit.record, audit.spool, audit.seal");
    }

    @Test
    void whatNobodyTouchedIsIntact() {
        String report = verify();

        assertThat(report)
                .contains("\"intact\":true")
                .contains("\"first\":1")
                .contains("\"unchained\":0")
                .doesNotContain("broken\":\"");
    }

    @Test
    void aChangedRecordIsNamed() throws SQLException {
        change("UPDATE audit.record SET user_id = 'somebody else' WHERE sequence = 7");

        assertThat(verify())
                .contains("\"intact\":false")
                .contains("record 7 (id ")
                .contains("was changed");
    }

    @Test
    void aDeletedRecordIsNamed() throws SQLException {
        change("DELETE FROM audit.record WHERE sequence = 5");

        assertThat(verify()).contains("\"intact\":false").contains("record 5 is missing");
    }

    @Test
    void aRecordThatWasMovedInTimeIsMissedWhereItBelongs() throws SQLException {
        change("UPDATE audit.record SET ended = " + at(CALLS + 1) + " + interval '1 millisecond' WHERE sequence = 7");

        assertThat(verify()).contains("\"intact\":false").contains("record 7 is missing");
    }

    @Test
    void aRecordThatStandsTwiceIsNamed() throws SQLException {
        change("CREATE TEMP TABLE twin AS SELECT * FROM audit.record WHERE sequence = 7;"
                + " UPDATE twin SET id = gen_random_uuid(); INSERT INTO audit.record SELECT * FROM twin");

        assertThat(verify()).contains("\"intact\":false").contains("record 7 stands twice");
    }

    @Test
    void aRecordFromBeforeThereWereChainsIsCountedAndProvesNothing() throws SQLException {
        change("CREATE TEMP TABLE older AS SELECT * FROM audit.record WHERE sequence = 7;"
                + " UPDATE older SET id = gen_random_uuid(), spool = NULL, sequence = NULL, hash = NULL;"
                + " INSERT INTO audit.record SELECT * FROM older");

        assertThat(verify()).contains("\"intact\":true").contains("\"unchained\":1");
    }

    @Test
    void fromATimeOnTheRecordsThenAreWhatIsLookedAt() throws SQLException {
        change("UPDATE audit.record SET user_id = 'somebody else' WHERE sequence = 3");

        assertThat(reportFrom(6).intact()).isTrue();
        assertThat(reportFrom(6).chains().get(0).first()).isEqualTo(6);
    }

    @Test
    void theFirstOfThemMustFollowTheRecordBefore() throws SQLException {
        change("DELETE FROM audit.seal");
        assertThat(reportFrom(6).intact()).isTrue();

        change("UPDATE audit.record SET user_id = 'somebody else' WHERE sequence = 6");
        assertThat(reportFrom(6).chains().get(0).broken().orElseThrow())
                .startsWith("record 6 (id ")
                .endsWith("was changed");

        change("DELETE FROM audit.record WHERE sequence = 5");
        assertThat(reportFrom(6).chains().get(0).broken())
                .contains("the records before 6 are missing, and no seal stands there");
    }

    @Test
    void aCutEndIsNoticedByWhatTheDatabaseStillSays() throws SQLException {
        change("DELETE FROM audit.record WHERE sequence > 9");

        assertThat(verify()).contains("the end is cut off: records 10 to 13 are missing");
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

        assertThat(verify()).contains("\"intact\":false").contains("is not genuine");
    }

    @Test
    void whatWasCutOffAtTheFrontIsNoticedUnlessASealStandsThere() throws SQLException {
        change("DELETE FROM audit.seal WHERE sequence = 4");
        change("DELETE FROM audit.record WHERE sequence <= 4");

        assertThat(verify()).contains("the records before 5 are missing, and no seal stands there");
    }

    /** Asked past the door, so that asking leaves no record. */
    private Report report(String... seals) {
        return report(Optional.empty(), seals);
    }

    private Report reportFrom(int sequence) {
        String micros = Records.ask(stores, "SELECT (extract(epoch FROM " + at(sequence) + ") * 1000000)::bigint")
                .get(0);
        return report(Optional.of(Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS)));
    }

    private static String at(int sequence) {
        return "(SELECT ended FROM audit.record WHERE sequence = " + sequence + ")";
    }

    private Report report(Optional<Instant> since, String... seals) {
        return gateway.context()
                .getBean(Verification.class)
                .verify(since, List.of(seals))
                .blockOptional()
                .orElseThrow();
    }

    private String verify() {
        HttpResponse<String> answer = gateway.get(Tokens.of("watcher", "auditor"), "/admin/audit/verify");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
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
