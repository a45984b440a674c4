package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The database stayed away until no more would fit. When it is back, every file can go, whatever is open in it. */
class FullSpoolTest {
    private static final Shape SMALL = Shape.of(Shape.LEAST);
    private static final int BEGINNING = 300;
    private static final int END = 1_000;
    private static final int OPEN_AMONG = 100;
    private static final int ALL = 1_000_000;

    @TempDir
    Path root;

    private final AtomicBoolean isDiskFull = new AtomicBoolean();
    private final Disk disk = (channel, size) -> {
        if (isDiskFull.get()) {
            throw new IOException("No space left on device");
        }
        Disk.REAL.fill(channel, size);
    };
    private Optional<Spool> held = Optional.empty();

    @AfterEach
    void close() throws IOException {
        if (held.isPresent()) {
            held.get().close();
        }
    }

    @Test
    void afterAKillEveryOrphanIsClosedAndNobodyElseGetsThatRoom() throws IOException {
        List<UUID> open = new ArrayList<>();
        Spool spool = fullWithCallsOpenInEveryFile(open);

        Spool next = afterDeathOf(spool);
        assertThat(next.orphans()).map(orphan -> orphan.ticket().id()).containsExactlyInAnyOrderElementsOf(open);
        closeAll(next);

        assertThat(next.append(UUID.randomUUID(), content(0))).isFalse();
        assertThat(next.open(UUID.randomUUID(), content(0), 0)).isEmpty();
        assertThat(sizeOnDisk()).isLessThanOrEqualTo(oneFileBeyondTheLimit());

        drain(next);
        next.prepare();

        assertThat(next.append(UUID.randomUUID(), content(END))).isTrue();
        assertThat(next.waiting()).isEqualTo(1);
        assertThat(sizeOnDisk()).isLessThanOrEqualTo(SMALL.most());
        assertThat(afterDeathOf(next).orphans()).isEmpty();
    }

    @Test
    void afterAKillFilesGoThoughNoOrphanIsClosedYet() throws IOException {
        List<UUID> open = new ArrayList<>();
        Spool next = afterDeathOf(fullWithCallsOpenInEveryFile(open));

        drain(next);
        next.prepare();

        assertThat(next.append(UUID.randomUUID(), content(END))).isTrue();
        assertThat(afterDeathOf(next).orphans())
                .map(orphan -> orphan.ticket().id())
                .containsExactlyInAnyOrderElementsOf(open);
    }

    @Test
    void aCallThatHasEndedIsNoOrphanThoughOneThatBeganWithItLasts() throws IOException {
        Spool spool = spool();
        Ticket lasting = full(spool);

        drain(spool);

        assertThat(afterDeathOf(spool).orphans())
                .map(orphan -> orphan.ticket().id())
                .containsExactly(lasting.id());
    }

    @Test
    void norWhereTheDiskHasNoRoomToMoveTheOneThatLasts() throws IOException {
        Spool spool = spool();
        Ticket lasting = full(spool);
        isDiskFull.set(true);

        drain(spool);
        assertThatThrownBy(spool::prepare).hasMessage("No space left on device");
        Spool next = claimedAfterDeathOf(spool);

        assertThat(next.orphans()).map(orphan -> orphan.ticket().id()).containsExactly(lasting.id());
        assertThatThrownBy(() -> next.close(next.orphans().get(0), content(END)))
                .hasMessage("No space left on device");

        isDiskFull.set(false);
        next.prepare();
        assertThat(next.append(UUID.randomUUID(), content(END))).isTrue();
        closeAll(next);
        assertThat(afterDeathOf(next).orphans()).isEmpty();
    }

    @Test
    void whatMovesTakesNothingOfTheRoomThatIsKeptForEnds() throws IOException {
        Spool spool = spool();
        List<Ticket> tickets = new ArrayList<>();
        Optional<Ticket> ticket;
        do {
            spool.prepare();
            ticket = spool.open(UUID.randomUUID(), content(BEGINNING), END);
            ticket.ifPresent(tickets::add);
        } while (ticket.isPresent());

        drain(spool);

        assertThat(tickets)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(spool.close(each, content(END))).isTrue());
        assertThat(afterDeathOf(spool).orphans()).isEmpty();
    }

    private Spool fullWithCallsOpenInEveryFile(List<UUID> open) throws IOException {
        Spool spool = spool();
        do {
            UUID id = UUID.randomUUID();
            spool.open(id, content(BEGINNING), END).ifPresent(ticket -> open.add(id));
            for (int i = 0; i < OPEN_AMONG; i++) {
                spool.append(UUID.randomUUID(), content(END));
            }
            spool.prepare();
        } while (spool.append(UUID.randomUUID(), content(END)));
        assertThat(open).hasSizeGreaterThan(SMALL.segments());
        return spool;
    }

    /** Two calls begin in the first file; the one that is not answered to the end lasts. */
    private static Ticket full(Spool spool) throws IOException {
        Ticket lasting = spool.open(UUID.randomUUID(), content(BEGINNING), END).orElseThrow();
        Ticket ending = spool.open(UUID.randomUUID(), content(BEGINNING), END).orElseThrow();
        for (int bytes = 0; bytes < SMALL.segment(); bytes += END) {
            assertThat(spool.append(UUID.randomUUID(), content(END))).isTrue();
        }
        assertThat(spool.close(ending, content(END))).isTrue();
        for (int size : new int[] {END, 0}) {
            while (spool.append(UUID.randomUUID(), content(size))) {
                spool.prepare();
            }
        }
        return lasting;
    }

    private static void closeAll(Spool spool) throws IOException {
        for (Spool.Opened orphan : spool.orphans()) {
            spool.close(orphan, orphan.content());
        }
    }

    private static void drain(Spool spool) throws IOException {
        spool.force();
        Spool.Batch batch = spool.read(spool.position(), ALL, Integer.MAX_VALUE);
        spool.release(batch.end(), batch.contents().size(), content(0));
    }

    private Spool afterDeathOf(Spool spool) throws IOException {
        Spool next = claimedAfterDeathOf(spool);
        next.prepare();
        return next;
    }

    private Spool claimedAfterDeathOf(Spool spool) throws IOException {
        spool.abandon();
        held = Optional.empty();
        return claimed();
    }

    private Spool spool() throws IOException {
        Spool spool = claimed();
        spool.prepare();
        return spool;
    }

    private Spool claimed() throws IOException {
        Spool spool = Spool.claim(root, SMALL, disk).get(0);
        held = Optional.of(spool);
        return spool;
    }

    private static ByteBuffer content(int size) {
        return ByteBuffer.allocate(size);
    }

    private static long oneFileBeyondTheLimit() {
        return SMALL.most() + SMALL.segment() + 4_096;
    }

    private long sizeOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
