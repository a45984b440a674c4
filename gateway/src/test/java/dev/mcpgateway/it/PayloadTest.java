package dev.mcpgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What calls carried is kept for tools that ask for it, without what they name, and can be erased. */
@RealStores
class PayloadTest {
    private static final String POLICY = """
            version: 1
            roles:
              reader: {}
              auditor: { gateway: [audit.read] }
              officer: { inherits: [auditor], gateway: [audit.payload.read, audit.payload.erase] }
            rules:
              - { id: math, to: [reader], allow: ["calculator/*"] }
              - { id: sub, to: ["*"], deny: ["calculator/exact_calculate"], when: { args: { /operator: { equals: sub } } } }
            """;
    private static final String SECRET_OPERAND = "31415926535";

    @TempDir
    static Path folder;

    private static TestTool calculator;
    private static TestGateway gateway;
    private static Stores stores;

    @BeforeAll
    static void start(Stores real) {
        stores = real;
        calculator = TestTool.calculator();
        gateway = new TestGateway(
                folder,
                "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                        + "\", tools: { exact_calculate: { payload: { redact: [/operands/0] } },"
                        + " exact_statistics: {} } } }\n",
                POLICY,
                stores);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
    }

    @Test
    void aPayloadIsKeptApartWithoutWhatIsNamed() {
        String id = calculated("ada", "add");

        assertThat(asked("officer", "/admin/audit/payloads/" + id).body())
                .contains("\"userId\":\"ada\"")
                .contains("[redacted]")
                .contains("2.3")
                .doesNotContain(SECRET_OPERAND);
        assertThat(rows("SELECT payload_digest IS NOT NULL FROM audit.record WHERE id = '" + id + "'"))
                .containsExactly("t");
        assertThat(verified()).contains("\"intact\":true");
        assertThat(everythingInTheSpool()).contains("[redacted]").doesNotContain(SECRET_OPERAND);
    }

    @Test
    void ofAToolThatDoesNotAskAndOfARefusalNothingIsKept() {
        String other = call("bob", "exact_statistics", "{\"values\":[\"1\"],\"operator\":\"add\"}");
        String refused = call("bob", "exact_calculate", arguments("sub"));

        awaitRecord(other);
        awaitRecord(refused);
        assertThat(rows("SELECT id FROM audit.payload WHERE id IN ('" + other + "', '" + refused + "')"))
                .isEmpty();
        assertThat(asked("officer", "/admin/audit/payloads/" + other).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anErasedPayloadLeavesTheChainWholeAndARecordOfItsErasure() {
        String id = calculated("eve", "add");
        String others = calculated("ida", "add");

        HttpResponse<String> erased = delete("officer", "/admin/audit/payloads?user_id=eve&tenant=demo");

        assertThat(erased.body()).isEqualTo("{\"erased\":1}");
        assertThat(asked("officer", "/admin/audit/payloads/" + id).statusCode()).isEqualTo(404);
        assertThat(asked("officer", "/admin/audit/payloads/" + others).statusCode())
                .isEqualTo(200);
        assertThat(verified()).contains("\"intact\":true");
        String erasure = erased.headers().firstValue("X-Request-ID").orElseThrow();
        awaitRecord(erasure);
        assertThat(rows("SELECT user_id, detail FROM audit.record WHERE id = '" + erasure + "'"))
                .containsExactly("watcher erased 1 payloads of tenant demo, user_id eve");
    }

    @Test
    void aChangedPayloadIsNamed() {
        String id = calculated("mallory", "add");
        rows("UPDATE audit.payload SET arguments = '{}' WHERE id = '" + id + "' RETURNING id");

        assertThat(verified()).contains("\"intact\":false").contains("(id " + id + ") was changed");

        assertThat(delete("officer", "/admin/audit/payloads?request_id=" + id).body())
                .isEqualTo("{\"erased\":1}");
        assertThat(verified()).contains("\"intact\":true");
    }

    @Test
    void whoMayReadTheLogMayNotReadOrErasePayloads() {
        String id = calculated("sue", "add");

        assertThat(asked("auditor", "/admin/audit/payloads/" + id).statusCode()).isEqualTo(403);
        assertThat(delete("auditor", "/admin/audit/payloads?user_id=sue").statusCode())
                .isEqualTo(403);
        assertThat(delete("officer", "/admin/audit/payloads").body()).contains("say whose");
        assertThat(delete("officer", "/admin/audit/payloads?before=yesterday").body())
                .contains("before is a time such as");
        assertThat(asked("officer", "/admin/audit/payloads/" + id).statusCode()).isEqualTo(200);
    }

    /** The request's id, once its record has arrived. */
    private static String calculated(String user, String operator) {
        String id = call(user, "exact_calculate", arguments(operator));
        awaitRecord(id);
        return id;
    }

    private static String call(String user, String tool, String arguments) {
        return gateway.call(Tokens.of(user, "reader"), "/calculator/mcp", tool, arguments)
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    private static String arguments(String operator) {
        return "{\"operator\":\"" + operator + "\",\"operands\":[\"" + SECRET_OPERAND + "\",\"2.3\"]}";
    }

    private static void awaitRecord(String id) {
        await().ignoreExceptions()
                .until(() -> !rows("SELECT id FROM audit.record WHERE id = '" + id + "'")
                        .isEmpty());
    }

    private static String verified() {
        return asked("auditor", "/admin/audit/verify").body();
    }

    private static HttpResponse<String> asked(String role, String path) {
        return gateway.get(Tokens.of("watcher", role), path);
    }

    private static HttpResponse<String> delete(String role, String path) {
        return gateway.send(gateway.request(path)
                .header("Authorization", "Bearer " + Tokens.of("watcher", role))
                .method("DELETE", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static List<String> rows(String sql) {
        return Records.ask(stores, sql);
    }

    private static String everythingInTheSpool() {
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
