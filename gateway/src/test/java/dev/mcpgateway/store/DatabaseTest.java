package dev.mcpgateway.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

import io.r2dbc.spi.Connection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database that answers no more and does not say so costs seconds, though there is but one connection. */
@RealStores
class DatabaseTest {
    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(300);

    private SilentLine line;
    private Database database;

    @BeforeEach
    void connect(Stores stores) {
        line = SilentLine.to(stores.databaseUrl());
        database = new Database(new StoreSettings(line.url(stores.databaseUrl()), "", false, 1, Duration.ofSeconds(1)));
        assertThat(answered()).isEqualTo("1");
    }

    @AfterEach
    void disconnect() {
        database.close().block(SECONDS);
        line.close();
    }

    @Test
    void aConnectionThatWentSilentWhileNobodyUsedItIsReplaced() {
        line.goSilent();

        assertThat(answered()).isEqualTo("1");
    }

    /** As health does: a connection that nobody waits for long enough must not come back to the next one. */
    @Test
    void norDoesItKeepOutWhoAsksAgainAndAgainAndWaitsForTwoSeconds() {
        line.goSilent();

        await().atMost(SECONDS)
                .until(() -> Boolean.TRUE.equals(database.answers()
                        .timeout(Duration.ofSeconds(2))
                        .onErrorReturn(false)
                        .block(SECONDS)));
    }

    @Test
    void aTransactionThatWentSilentAndWasGivenUpLeavesItsConnection() {
        StepVerifier.create(database.inTransaction(connection -> {
                            line.goSilent();
                            return asked(connection, "SELECT 1");
                        })
                        .timeout(SOON))
                .expectError(TimeoutException.class)
                .verify(SECONDS);

        assertThat(answered()).isEqualTo("1");
    }

    @Test
    void nobodyWaitsForTheEndOfWorkThatWasGivenUp() {
        Function<Connection, Publisher<String>> forLong = connection -> asked(connection, "SELECT pg_sleep(25)::text");

        StepVerifier.create(database.with(forLong).timeout(SOON))
                .expectError(TimeoutException.class)
                .verify(SECONDS);
        assertThat(answered()).isEqualTo("1");

        StepVerifier.create(database.stream(forLong).timeout(SOON))
                .expectError(TimeoutException.class)
                .verify(SECONDS);
        assertThat(answered()).isEqualTo("1");
    }

    /** Of this side; it may be the gateway that falls silent, and the database that waits. */
    @Test
    void theDatabaseLetsGoOfAGatewayThatIsGone() {
        assertThat(List.of(
                        shown("idle_in_transaction_session_timeout"),
                        shown("tcp_keepalives_idle"),
                        shown("tcp_keepalives_interval"),
                        shown("tcp_keepalives_count"),
                        shown("statement_timeout")))
                .containsExactly("1min", "30", "10", "3", "30s");
    }

    /** A log of millions of rows, taken by somebody slow, is one statement to the database. */
    @Test
    void whatIsReadMayTakeLongerThanAStatementUsuallyMay() {
        assertThat(read("statement_timeout")).isEqualTo("6h");
        assertThat(database.inLongTransaction(connection -> asked(connection, "SHOW statement_timeout"))
                        .block(SECONDS))
                .isEqualTo("10min");
        assertThat(shown("statement_timeout")).isEqualTo("30s");
    }

    /** And its rows are not all put in order before the first is there. */
    @Test
    void whatIsReadBeginsAtOnce() {
        assertThat(read("enable_sort")).isEqualTo("off");
        assertThat(shown("enable_sort")).isEqualTo("on");
    }

    @Test
    void whoReadsNoFurtherLeavesTheConnection() {
        assertThat(database.read(connection -> Flux.from(connection
                                        .createStatement("SELECT n::text FROM generate_series(1, 1000) AS n")
                                        .fetchSize(10)
                                        .execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class)))))
                        .take(15)
                        .collectList()
                        .block(SECONDS))
                .hasSize(15);

        assertThat(shown("statement_timeout")).isEqualTo("30s");
    }

    private String read(String setting) {
        return database.read(connection -> asked(connection, "SHOW " + setting))
                .single()
                .blockOptional(SECONDS)
                .orElseThrow();
    }

    private String shown(String setting) {
        return answered("SHOW " + setting);
    }

    private String answered() {
        return answered("SELECT '1'");
    }

    private String answered(String sql) {
        return database.with(connection -> asked(connection, sql))
                .blockOptional(SECONDS)
                .orElseThrow();
    }

    private static Mono<String> asked(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class))))
                .next();
    }
}
