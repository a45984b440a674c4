package dev.mcpgateway.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.spool.Position;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two batches travel at once, and arrive each once and in their order, whatever becomes of the one before. */
@RealStores
@ExtendWith(OutputCaptureExtension.class)
class ShipmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-17T23:00:00Z"));
    private static final int CALLS = 100;
    /** A plan that comes into force leaves the first. */
    private static final int RECORDS = 1 + CALLS;

    private static final int BATCH = 10;
    /** So that a batch has records of two days. */
    private static final Instant FIRST = Instant.parse("2026-11-17T23:59:15Z");

    private static final String BEGIN_DAY = "SELECT audit.ensure_day('2026-11-25T12:00:00Z')";

    @TempDir
    Path folder;

    private TestDatabase database;
    private Bookkeeping books;
    private Spool spool;
    private Position firstPlace;
    private Sealer sealer;
    private RecordTable table;
    private Verification verification;

    @BeforeEach
    void record(Stores stores) {
        database = TestDatabase.at(stores.databaseUrl());
        books = Bookkeeping.in(folder, Sync.INTERVAL, 0, CLOCK);
        spool = books.spools().own().orElseThrow();
        firstPlace = spool.position();
        SealKeys keys = new SealKeys(new byte[32], List.of());
        SealTable seals = new SealTable(database.database());
        sealer = new Sealer(keys, seals, CLOCK);
        table = new RecordTable(database.database(), Bookkeeping.COLUMNS, "test");
        verification = new Verification(
                new ChainTable(database.database(), Bookkeeping.COLUMNS, new Payloads(Bookkeeping.DIGESTS)),
                seals,
                keys,
                new Readers());
        for (int i = 0; i < CALLS; i++) {
            assertThat(spool.append(UUID.randomUUID(), content(i))).isTrue();
        }
    }

    private ByteBuffer content(int second) {
        Instant ended = FIRST.plusSeconds(second);
        return new RecordWriter(Bookkeeping.COLUMNS).write(AuditRecord.opening(books.call(ended), ended));
    }

    @AfterEach
    void forgetAll() throws Exception {
        database.run("DROP FUNCTION IF EXISTS audit.meddle CASCADE");
        database.run("DROP SEQUENCE IF EXISTS audit.meddled");
        database.run("DROP TABLE IF EXISTS audit.day_20261125");
        database.run("TRUNCATE audit.record, audit.spool, audit.seal, audit.payload");
        spool.close();
        database.close();
    }

    @Test
    void aBatchWaitsInTheDatabaseForTheOneBeforeIt() {
        // The third batch stays where it is until another has all its rows there and is not committed.
        meddle("""
                IF NEW.sequence = 25 THEN
                    FOR look IN 1..1000 LOOP
                        PERFORM pg_stat_clear_snapshot();
                        IF EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                                   AND state = 'idle in transaction' AND query LIKE 'COPY audit.%') THEN
                            RETURN NEW;
                        END IF;
                        PERFORM pg_sleep(0.01);
                    END LOOP;
                    RAISE EXCEPTION 'no batch travels beside this one';
                END IF;
                """);

        ship();

        everyRecordIsThereOnceAndInItsPlace();
    }

    @Test
    void aBatchThatFailsIsSentAgainAndTheNextOneComesAfterIt() {
        meddle("""
                IF NEW.sequence = 35 AND nextval('audit.meddled') <= 2 THEN
                    RAISE EXCEPTION 'not now';
                END IF;
                """);

        ship();

        assertThat(database.asked("SELECT last_value FROM audit.meddled")).containsExactly("3");
        everyRecordIsThereOnceAndInItsPlace();
    }

    @Test
    void aBatchWhoseConnectionBreaksIsSentAgain() {
        meddle("""
                IF NEW.sequence IN (35, 45, 55) AND nextval('audit.meddled') <= 3 THEN
                    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE query LIKE 'COPY audit.record%' ORDER BY pid = pg_backend_pid();
                END IF;
                """);

        ship();

        assertThat(database.asked("SELECT last_value >= 3 FROM audit.meddled")).containsExactly("true");
        everyRecordIsThereOnceAndInItsPlace();
    }

    @Test
    void nothingIsAppendedWhereTheChainDoesNotEnd() {
        ship();
        ChainEnd elsewhere =
                ChainEnd.beginning(spool.id()).link(List.of(content(0))).end();

        StepVerifier.create(table.append(elsewhere, elsewhere.link(List.of(content(CALLS))), Mono.empty()))
                .expectErrorMessage("the chain does not end with record 1 there")
                .verify(PATIENCE);

        everyRecordIsThereOnceAndInItsPlace();
    }

    /** As in a database that was restored, or after a backlog that is older than what is kept. */
    @Test
    void aDayThatIsGoneBeginsAgain() {
        ship();
        database.run("DROP TABLE audit.day_20261118");
        assertThat(spool.append(UUID.randomUUID(), content(CALLS))).isTrue();

        ship();

        assertThat(spool.waiting()).isZero();
        assertThat(database.asked("SELECT sequence FROM audit.record ORDER BY sequence DESC LIMIT 1"))
                .containsExactly(Integer.toString(RECORDS + 1));
    }

    /** As after a power cut, which may set back how far it was read; batches then begin and end elsewhere. */
    @Test
    void whatArrivedIsSentAgainWithoutAWord(CapturedOutput log) {
        ship();

        ChainEnd beginning = ChainEnd.beginning(spool.id());
        table.insert(beginning, beginning.link(firstRecords())).block(PATIENCE);

        assertThat(log).doesNotContain("Audit spool " + spool.id());
        everyRecordIsThereOnceAndInItsPlace();
    }

    @Test
    void recordsOfACopyOfBeforeAreNotKeptAndThatIsSaid(CapturedOutput log) {
        List<ByteBuffer> first = firstRecords();
        ship();

        first.set(1, content(CALLS));
        ChainEnd beginning = ChainEnd.beginning(spool.id());
        table.insert(beginning, beginning.link(first)).block(PATIENCE);

        assertThat(log)
                .contains("Audit spool " + spool.id() + " is not the one that was shipped")
                .contains("of its 3 records up to 3")
                .contains("up to " + RECORDS);
        everyRecordIsThereOnceAndInItsPlace();
    }

    /** As they stand in the spool. */
    private List<ByteBuffer> firstRecords() {
        try {
            spool.force();
            return new ArrayList<>(spool.read(firstPlace, 3, Integer.MAX_VALUE).contents());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNewDayWaitsForNobodyWhoWrites() {
        ship();

        whileInATransaction(
                "LOCK TABLE audit.record IN ROW EXCLUSIVE MODE",
                () -> assertThat(database.asked(BEGIN_DAY)).hasSize(1));

        assertThat(database.asked("SELECT to_regclass('audit.day_20261125')")).containsExactly("audit.day_20261125");
    }

    @Test
    void twoMayBeginADayAtOnce() {
        AtomicReference<CompletableFuture<List<String>>> second = new AtomicReference<>();

        whileInATransaction(BEGIN_DAY, () -> {
            second.set(CompletableFuture.supplyAsync(() -> database.asked(BEGIN_DAY)));
            await().until(
                            () -> database.asked(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"),
                            List.of("1")::equals);
        });

        assertThat(second.get()).succeedsWithin(PATIENCE);
    }

    private void whileInATransaction(String sql, Runnable work) {
        database.database()
                .inTransaction(
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(Result::getRowsUpdated)
                                .then(Mono.fromRunnable(work).subscribeOn(Schedulers.boundedElastic())))
                .block(PATIENCE);
    }

    private void ship() {
        AuditSettings settings = Bookkeeping.settings(folder, Sync.INTERVAL, 0, BATCH);
        Keeper keeper = new Keeper(books.spools(), settings);
        Shipment shipment = new Shipment(spool, keeper, table, sealer, settings, CLOCK);
        shipment.stop();
        shipment.untilStopped().block(PATIENCE);
        keeper.stop();
    }

    private void everyRecordIsThereOnceAndInItsPlace() {
        assertThat(spool.waiting()).isZero();
        assertThat(database.asked("SELECT count(DISTINCT tableoid) FROM audit.record"))
                .containsExactly("2");
        assertThat(database.asked("SELECT sequence FROM audit.record ORDER BY sequence"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, RECORDS)
                        .mapToObj(Long::toString)
                        .toList());
        assertThat(database.asked("SELECT count(*) FROM audit.payload")).containsExactly(Integer.toString(CALLS));
        assertThat(verification.verify(Optional.empty(), List.of()).block(PATIENCE))
                .satisfies(report -> assertThat(report.intact()).isTrue());
    }

    /** Has the database itself do something before it takes a record. */
    private void meddle(String what) {
        database.run("CREATE SEQUENCE audit.meddled");
        database.run("CREATE FUNCTION audit.meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + what
                + " RETURN NEW; END $$");
        database.run(
                "CREATE TRIGGER meddle BEFORE INSERT ON audit.record FOR EACH ROW EXECUTE FUNCTION audit.meddle()");
    }
}
