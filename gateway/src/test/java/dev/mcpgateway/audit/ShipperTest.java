package dev.mcpgateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Its own records and those of dead processes go side by side. */
@RealStores
class ShipperTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private TestDatabase database;
    private AuditSettings settings;
    private Bookkeeping books;

    @BeforeEach
    void open(Stores stores) {
        database = TestDatabase.at(stores.databaseUrl());
        settings = Bookkeeping.settings(folder, Sync.INTERVAL, 0);
        books = Bookkeeping.in(folder, Sync.INTERVAL, 0, CLOCK);
    }

    @AfterEach
    void forgetAll() {
        database.run("TRUNCATE audit.record, audit.spool, audit.seal, audit.payload");
        database.close();
    }

    @Test
    void aFolderOfADeadProcessThatCannotGoStopsNoOtherShipment() throws Exception {
        Spool dead = twoSpools().get(1);
        Files.writeString(settings.spoolDir().resolve(dead.id().toString()).resolve("left-over"), "");
        Spools spools = Spools.claim(settings);
        Spool own = spools.own().orElseThrow();
        assertThat(own.id()).isNotEqualTo(dead.id());
        write(dead(spools, dead.id()));
        long left = own.waiting();

        Shipper shipper = shipper(spools);
        shipper.start();
        await().until(() -> shipped(dead.id()) > 0);
        await().until(() ->
                !Files.exists(settings.spoolDir().resolve(dead.id().toString()).resolve("lock")));
        write(own);

        await().until(() -> shipped(own.id()) == left + 1);
        CountDownLatch stopped = new CountDownLatch(1);
        shipper.stop(stopped::countDown);
        assertThat(stopped.await(settings.lastChance().toSeconds() / 2, TimeUnit.SECONDS))
                .isTrue();
    }

    /** Of two processes, both ended; the next one takes the first for its own. */
    private List<Spool> twoSpools() throws IOException {
        Spool one = books.spools().own().orElseThrow();
        Spool two = Spools.claim(settings).own().orElseThrow();
        one.close();
        two.close();
        return one.id().toString().compareTo(two.id().toString()) < 0 ? List.of(one, two) : List.of(two, one);
    }

    private static Spool dead(Spools spools, UUID id) {
        return spools.all().stream()
                .filter(spool -> spool.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void write(Spool spool) {
        Instant now = CLOCK.instant();
        ByteBuffer content = new RecordWriter(Bookkeeping.COLUMNS).write(AuditRecord.opening(books.call(now), now));
        assertThat(spool.append(UUID.randomUUID(), content)).isTrue();
    }

    private Shipper shipper(Spools spools) {
        Sealer sealer = new Sealer(new SealKeys(new byte[32], List.of()), new SealTable(database.database()), CLOCK);
        return new Shipper(
                spools,
                new Keeper(spools, settings),
                new RecordTable(database.database(), Bookkeeping.COLUMNS, "test"),
                sealer,
                settings,
                new Meters(),
                CLOCK);
    }

    private long shipped(UUID spool) {
        return Long.parseLong(database.asked("SELECT count(*) FROM audit.record WHERE spool = '" + spool + "'")
                .get(0));
    }
}
