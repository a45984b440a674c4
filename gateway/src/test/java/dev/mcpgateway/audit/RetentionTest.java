package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
    private static final int A_DAY = 5;
    private static final List<UUID> SPOOLS = List.of(new UUID(7, 7), new UUID(8, 8));

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final InstantSource noon = InstantSource.fixed(today.atTime(12, 0).toInstant(ZoneOffset.UTC));
    private final LocalDate old = today.minusDays(3);
    private final List<LocalDate> dates = List.of(old, today.minusDays(2), today);

    @TempDir
    Path folder;

    private TestDatabase database;
    private Bookkeeping books;
    private SealKeys keys;
    private SealTable seals;
    private Retention retention;
    private Verification verification;

    @BeforeEach
    void recordThreeDays(Stores stores) {
        database = TestDatabase.at(stores.databaseUrl());
        books = Bookkeeping.in(folder, Sync.INTERVAL, 2, noon);
        keys = new SealKeys(new byte[32], List.of());
        seals = new SealTable(database.database());
        verification = verification(new Payloads(Bookkeeping.DIGESTS));
        retention = retention(noon);

        RecordWriter writer = new RecordWriter(Bookkeeping.COLUMNS);
        RecordTable table = new RecordTable(database.database(), Bookkeeping.COLUMNS, "test");
        for (UUID spool : SPOOLS) {
            List<ByteBuffer> contents = new ArrayList<>();
            for (LocalDate day : dates) {
                for (int i = 0; i < A_DAY; i++) {
                    Instant ended = day.atTime(0, 0, i).toInstant(ZoneOffset.UTC);
                    ByteBuffer content = writer.write(AuditRecord.opening(books.call(ended), ended));
                    contents.add(ByteBuffer.allocate(content.remaining())
                            .put(content)
                            .flip());
                }
            }
            ChainEnd beginning = ChainEnd.beginning(spool);
            table.insert(beginning, beginning.link(contents)).block(PATIENCE);
        }
    }

    private Retention retention(InstantSource clock) {
        return new Retention(
                database.database(),
                verification,
                new Sealer(keys, seals, clock),
                books.journal(),
                books.plans(),
                books.settings(),
                clock);
    }

    private Verification verification(Payloads payloads) {
        return new Verification(
                new ChainTable(database.database(), Bookkeeping.COLUMNS, payloads), seals, keys, new Readers());
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

        assertThat(days()).containsExactly(partition(dates.get(1)), partition(dates.get(2)));
        assertThat(database.asked("SELECT min(sequence) FROM audit.record GROUP BY spool"))
                .containsExactly("6", "6");
        assertThat(database.asked("SELECT sequence FROM audit.seal ORDER BY sequence"))
                .containsExactly("5", "5");
        assertThat(database.asked("SELECT count(*) FROM audit.payload")).containsExactly("20");
        assertThat(books.journal().depth()).isEqualTo(before + 1);
        Report report = verified();
        assertThat(report.intact()).isTrue();
        assertThat(report.chains()).hasSize(SPOOLS.size()).allSatisfy(chain -> {
            assertThat(chain.first()).isEqualTo(A_DAY + 1);
            assertThat(chain.records()).isEqualTo((dates.size() - 1L) * A_DAY);
        });
    }

    @Test
    void aClockThatIsAYearAheadDropsNothingThatIsNotOld() {
        retention(InstantSource.fixed(noon.instant().plus(Duration.ofDays(365))))
                .forget()
                .block(PATIENCE);

        assertThat(days()).containsExactly(partition(dates.get(1)), partition(dates.get(2)));
    }

    @Test
    void aPayloadIsCheckedWithTheKeyThatWasReplaced() {
        Payloads afterwards = new Payloads(new Digests(new byte[] {1}), List.of(Bookkeeping.DIGESTS));

        assertThat(verified(verification(afterwards)).intact()).isTrue();
    }

    @Test
    void aPayloadOfAKeyThatNobodyNamesMayBeWhatItWasAndThatIsSaid() {
        Report report = verified(verification(new Payloads(new Digests(new byte[] {1}))));

        assertThat(report.chains())
                .map(chain -> chain.broken().orElse(""))
                .allMatch(broken -> broken.startsWith("the payload of record 1 (id ")
                        && broken.endsWith(
                                ") was changed, or its digest was made with a key that AUDIT_KEY does not name"));
    }

    @Test
    void nothingIsDroppedOfALogThatWasTamperedWith() {
        database.run("UPDATE audit.record SET user_id = 'eve' WHERE sequence = 12");

        retention.forget().block(PATIENCE);

        assertThat(database.asked("SELECT count(*) FROM audit.record")).containsExactly("30");
    }

    @Test
    void theDatabaseItselfDropsNoDayWithoutASealForEachChain() {
        seal(SPOOLS.get(0));

        assertThat(database.asked("SELECT audit.drop_day('" + old + "')")).containsExactly("false");

        assertThat(database.asked("SELECT count(*) FROM audit.record")).containsExactly("30");
    }

    @Test
    void whoWritesDoesNotWaitLongForADayToBeDropped() {
        SPOOLS.forEach(this::seal);

        StepVerifier.create(database.database()
                        .inTransaction(connection -> Flux.from(connection
                                        .createStatement("LOCK TABLE audit.record IN ROW EXCLUSIVE MODE")
                                        .execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(database.database()
                                        .with(other -> Flux.from(
                                                        other.createStatement("SELECT audit.drop_day('" + old + "')")
                                                                .execute())
                                                .concatMap(result -> result.map(row -> "dropped"))))))
                .expectErrorMessage("canceling statement due to lock timeout")
                .verify(PATIENCE);
    }

    private void seal(UUID spool) {
        database.run("INSERT INTO audit.seal (spool, sequence, hash, sealed_at, key, signature)"
                + " SELECT spool, sequence, hash, now(), 'key', '' FROM audit.record"
                + " WHERE spool = '" + spool + "' AND sequence = " + A_DAY);
    }

    private List<String> days() {
        return database.asked(
                "SELECT relname FROM pg_class WHERE relname LIKE 'day\\_%' AND relkind = 'r' ORDER BY relname");
    }

    private static String partition(LocalDate day) {
        return "day_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private Report verified() {
        return verified(verification);
    }

    private static Report verified(Verification verification) {
        return verification
                .verify(Optional.empty(), List.of())
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
