package dev.mcpgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A gateway with the rights of {@code deploy/postgres/gateway-rights.sql} does all its work, and can change no record. */
@RealStores
class LeastRightsTest {
    private static final String ADMIN = Tokens.of("ada", "admin");
    private static final String ROLE = "gateway_of_least_rights";

    @TempDir
    static Path folder;

    private static TestDatabase owner;
    private static TestDatabase gatewaysOwn;
    private static TestTool calculator;
    private static TestGateway gateway;

    @BeforeAll
    static void start(Stores stores) throws IOException {
        owner = TestDatabase.at(stores.databaseUrl());
        owner.run("DROP ROLE IF EXISTS " + ROLE);
        owner.run("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'least'");
        owner.run(rights());
        String url = stores.databaseUrl().replaceFirst("//[^@]*@", "//" + ROLE + ":least@");
        gatewaysOwn = TestDatabase.unmigrated(url);
        calculator = TestTool.calculator();
        gateway = new TestGateway(
                folder,
                """
                version: 1
                servers:
                  calculator:
                    url: %s
                    secret: { env: TOOL_GATEWAY_SHARED_SECRET }
                    tools: { exact_calculate: { payload: {} } }
                """.formatted(calculator.url()),
                """
                version: 1
                roles: { reader: {}, admin: { inherits: [reader], gateway: ["*"] } }
                rules: [ { id: math, to: [reader], allow: ["calculator/*"] } ]
                limits: [ { id: day, per: [user], quota: 100/day } ]
                """,
                stores,
                "--store.database-url=" + url,
                "--store.migrate=false",
                "--definitions.read=true");
    }

    /** As psql reads it: without what is said to people, and with the role's name. */
    private static String rights() throws IOException {
        return Files.readString(Path.of("..", "deploy", "postgres", "gateway-rights.sql"))
                .replaceAll("(?m)^--.*$", "")
                .replace(":\"role\"", ROLE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        calculator.close();
        gatewaysOwn.close();
        owner.run("DROP OWNED BY " + ROLE);
        owner.run("DROP ROLE " + ROLE);
        owner.close();
    }

    @Test
    void everythingItKeepsIsKept() {
        String id = gateway.call(
                        ADMIN,
                        "/calculator/sse",
                        "exact_calculate",
                        "{\"operator\":\"add\",\"operands\":[\"1\",\"2\"]}")
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();

        Map.of(
                        "SELECT outcome FROM audit.record WHERE id = '" + id + "'",
                        "ok",
                        "SELECT count(*) FROM audit.payload WHERE id = '" + id + "'",
                        "1",
                        "SELECT used FROM work.quota_use",
                        "1",
                        "SELECT name FROM registry.tool WHERE active",
                        "exact_calculate",
                        "SELECT change FROM registry.tool_version",
                        "added",
                        "SELECT count(*) > 0 FROM registry.tool_definition",
                        "true",
                        "SELECT count(*) > 0 FROM registry.config_revision",
                        "true")
                .forEach((sql, there) -> await().untilAsserted(
                                () -> assertThat(owner.asked(sql)).as(sql).containsExactly(there)));
        assertThat(gateway.get(ADMIN, "/admin/audit/verify").body()).contains("\"intact\":true");
        assertThat(gateway.get(ADMIN, "/admin/tools").statusCode()).isEqualTo(200);
        assertThat(gateway.get(ADMIN, "/admin/audit/payloads/" + id).statusCode())
                .isEqualTo(200);
        assertThat(gateway.managed("/health")).contains("\"status\":\"up\"");
    }

    @Test
    void noRecordCanBeChangedOrTakenAway() {
        Set.of(
                        "UPDATE audit.record SET user_id = 'eve'",
                        "DELETE FROM audit.record",
                        "TRUNCATE audit.record",
                        "DELETE FROM audit.seal",
                        "UPDATE registry.tool_version SET change = 'added'",
                        "CREATE TABLE audit.mine (id int)")
                .forEach(sql -> assertThatThrownBy(() -> gatewaysOwn.run(sql))
                        .as(sql)
                        .hasMessageContaining("permission denied"));
    }
}
