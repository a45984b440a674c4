package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.audit.Verification.Report;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/** Days go as a whole, sealed, and only while everything is as it was written. */
@RealStores
class RetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InstantSource TODAY = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final List<String> DAYS = List.of("2026-11-18", "2026-11-19", "2026-11-21");
    private static final int A_DAY = 5;
    private static final UUID SPOOL = new UUID(7, 7);

    @TempDir
    Path folder;

    private TestDatabase database;
    private Bookkeeping books;
    private Retention retention;
    private Verification verification;

    @BeforeEach
    void recordThreeDays(Stores stores) {
        database = TestDatabase.at(stores.databaseUrl());
        books = Bookkeeping.in(folder, Sync.INTERVAL, 2, TODAY);
        SealKeys keys = new SealKeys(new byte[32], List.of());
        SealTable seals = new SealTable(database.database());
        Payloads payloads = new Payloads(Bookkeeping.DIGESTS);
        verification =
                new Verification(new ChainTable(database.database(), Bookkeeping.COLUMNS, payloads), seals, keys);
        retention = new Retention(
                database.database(),
                verification,
                new Sealer(keys, seals, TODAY),
                books.journal(),
                books.plans(),
                books.settings(),
                TODAY);

        RecordWriter writer = new RecordWriter(Bookkeeping.COLUMNS);
        List<ByteBuffer> contents = new ArrayList<>();
        for (String day : DAYS) {
            for (int i = 0; i < A_DAY; i++) {
                Instant ended = Instant.parse(day + "T10:00:00Z").plusSeconds(i);
                ByteBuffer content = writer.write(AuditRecord.opening(books.call(ended), ended));
                contents.add(
                        ByteBuffer.allocate(content.remaining()).put(content).flip());
            }
        }
        ChainEnd beginning = ChainEnd.beginning(SPOOL);
        new RecordTable(database.database(), Bookkeeping.COLUMNS, "test")
                .insert(beginning, beginning.link(contents))
                .block(PATIENCE);
    }

    @AfterEach
    void forgetAll() throws Exception {
        database.run("TRUNCATE audit.record, audit.spool, audit.seal, audit.payload");
        books.spools().own().orElseThrow().close();
        database.close();
    }

    @Test
    void anOldDayIsDroppedAndItsSealStays() {
        int before = books.journal().depth();

        retention.forget().block(PATIENCE);

        assertThat(database.asked(
                        "SELECT relname FROM pg_class WHERE relname LIKE 'day\\_%' AND relkind = 'r' ORDER BY relname"))
                .containsExactly("day_20261119", "day_20261121");
        assertThat(database.asked("SELECT min(sequence) FROM audit.record")).containsExactly("6");
        assertThat(database.asked("SELECT sequence FROM audit.seal ORDER BY sequence"))
                .containsExactly("5");
        assertThat(database.asked("SELECT count(*) FROM audit.payload")).containsExactly("10");
        assertThat(books.journal().depth()).isEqualTo(before + 1);
        Report report = verified();
        assertThat(report.intact()).isTrue();
        assertThat(report.chains()).singleElement().satisfies(chain -> {
            assertThat(chain.first()).isEqualTo(A_DAY + 1);
            assertThat(chain.records()).isEqualTo((DAYS.size() - 1L) * A_DAY);
        });
    }

    @Test
    void nothingIsDroppedOfALogThatWasTamperedWith() {
        database.run("UPDATE audit.record SET user_id = 'eve' WHERE sequence = 12");

        retention.forget().block(PATIENCE);

        assertThat(database.asked("SELECT count(*) FROM audit.record")).containsExactly("15");
    }

    @Test
    void theDatabaseItselfDropsNoDayWithoutASeal() {
        assertThat(database.asked("SELECT audit.drop_day('2026-11-18')")).containsExactly("false");

        assertThat(database.asked("SELECT count(*) FROM audit.record")).containsExactly("15");
    }

    @Test
    void whoWritesDoesNotWaitLongForADayToBeDropped() {
        database.run("INSERT INTO audit.seal (spool, sequence, hash, sealed_at, key, signature)"
                + " SELECT spool, sequence, hash, now(), 'key', '' FROM audit.record WHERE sequence = " + A_DAY);

        StepVerifier.create(database.database()
                        .inTransaction(connection -> Flux.from(connection
                                        .createStatement("LOCK TABLE audit.record IN ROW EXCLUSIVE MODE")
                                        .execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(database.database()
                                        .with(other -> Flux.from(
                                                        other.createStatement("SELECT audit.drop_day('2026-11-18')")
                                                                .execute())
                                                .concatMap(result -> result.map(row -> "dropped"))))))
                .expectErrorMessage("canceling statement due to lock timeout")
                .verify(PATIENCE);
    }

    private Report verified() {
        return verification
                .verify(Optional.empty(), List.of())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
