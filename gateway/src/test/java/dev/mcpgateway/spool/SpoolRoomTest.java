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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A spool has a limit, and so has a disk. */
class SpoolRoomTest {
    private static final Shape SMALL = Shape.of(Shape.LEAST);
    private static final int ALL = 1_000_000;
    private static final Path MAPPED = Path.of("/proc/self/maps");

    @TempDir
    Path root;

    private final List<Spool> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Spool spool : open) {
            spool.close();
        }
    }

    @Test
    void keepsRoomForTheEndOfEverythingBegun() throws IOException {
        Spool spool = spool();
        List<Ticket> tickets = new ArrayList<>();
        Optional<Ticket> ticket;
        do {
            spool.prepare();
            ticket = spool.open(UUID.randomUUID(), content(300), 1_000);
            ticket.ifPresent(tickets::add);
        } while (ticket.isPresent());

        assertThat(spool.append(UUID.randomUUID(), content(2_000))).isFalse();
        assertThat(tickets).hasSizeGreaterThan(1_000);
        for (Ticket each : tickets) {
            assertThat(spool.close(each, content(1_000))).isTrue();
        }
        assertThat(sizeOnDisk()).isLessThanOrEqualTo(SMALL.most() + 4_096);
    }

    @Test
    void roomComesBackWhenTheReaderReleasesIt() throws IOException {
        Spool spool = spool();
        while (spool.append(UUID.randomUUID(), content(1_000))) {
            spool.prepare();
        }

        drain(spool);
        spool.prepare();

        assertThat(spool.append(UUID.randomUUID(), content(1_000))).isTrue();
    }

    /** What is mapped keeps its room on the disk, though nobody finds the file any more. */
    @Test
    void aDeletedFileIsNotMappedAnyMore() throws IOException {
        assumeTrue(Files.exists(MAPPED), "Linux is needed");
        Spool spool = spool();
        while (spool.append(UUID.randomUUID(), content(1_000))) {
            spool.prepare();
        }

        drain(spool);

        assertThat(Files.readAllLines(MAPPED))
                .filteredOn(line -> line.contains(root.toString()))
                .isNotEmpty()
                .noneMatch(line -> line.endsWith("(deleted)"));
    }

    @Test
    void whatStaysOpenForLongDoesNotKeepTheFilesOfOthers() throws IOException {
        Spool spool = spool();
        Ticket lasting = spool.open(UUID.randomUUID(), content(300), 1_000).orElseThrow();
        for (int i = 0; i < 20_000; i++) {
            assertThat(spool.append(UUID.randomUUID(), content(1_000))).isTrue();
            if (i % 200 == 0) {
                drain(spool);
                spool.prepare();
            }
        }
        assertThat(sizeOnDisk()).isLessThanOrEqualTo(SMALL.most() + 4_096);

        open.remove(spool);
        spool.abandon();
        Spool next = spool();

        assertThat(next.orphans()).map(orphan -> orphan.ticket().id()).containsExactly(lasting.id());
    }

    @Test
    void aFullDiskRefusesAndHarmsNothing() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        Disk disk = (channel, size) -> {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            Disk.REAL.fill(channel, size);
        };
        Spool spool = claimed(Spool.claim(root, SMALL, disk));
        spool.prepare();
        full.set(true);

        int kept = 0;
        while (spool.append(UUID.randomUUID(), content(1_000))) {
            kept++;
        }
        assertThatThrownBy(spool::prepare).hasMessage("No space left on device");
        full.set(false);
        spool.prepare();

        assertThat(kept).isPositive();
        assertThat(spool.append(UUID.randomUUID(), content(1_000))).isTrue();
        spool.force();
        assertThat(spool.read(spool.position(), ALL, Integer.MAX_VALUE).contents())
                .hasSize(kept + 1);
    }

    private Spool spool() throws IOException {
        Spool spool = claimed(Spool.claim(root, SMALL));
        spool.prepare();
        return spool;
    }

    private Spool claimed(List<Spool> spools) {
        open.addAll(spools);
        return spools.get(0);
    }

    private static void drain(Spool spool) throws IOException {
        spool.force();
        Spool.Batch batch = spool.read(spool.position(), ALL, Integer.MAX_VALUE);
        spool.release(batch.end(), batch.contents().size(), content(0));
    }

    private static ByteBuffer content(int size) {
        return ByteBuffer.allocate(size);
    }

    private long sizeOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
