package dev.mcpgateway.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolTest {
    private static final Shape SMALL = Shape.of(Shape.LEAST);
    private static final int ALL = 1_000_000;

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
    void givesBackEndsInTheirOrderOnceTheyAreOnTheDisk() throws IOException {
        Spool spool = spool();
        Ticket first = begun(spool, "first begins");
        spool.append(UUID.randomUUID(), bytes("second"));
        spool.close(first, bytes("first"));

        assertThat(read(spool)).isEmpty();
        spool.force();

        assertThat(read(spool)).containsExactly("second", "first");
        assertThat(spool.waiting()).isEqualTo(2);
    }

    @Test
    void aReaderWaitsForTheEndOfAFileThoughTheNextFileHasBegun() throws IOException {
        Spool spool = spool();
        spool.append(UUID.randomUUID(), bytes("on the disk"));
        spool.force();
        spool.append(UUID.randomUUID(), bytes("written while that was forced"));
        for (int bytes = 0; bytes < SMALL.segment(); bytes += Shape.LARGEST_CONTENT) {
            assertThat(spool.append(UUID.randomUUID(), ByteBuffer.allocate(Shape.LARGEST_CONTENT)))
                    .isTrue();
        }

        Spool.Batch early = spool.read(spool.position(), ALL, Integer.MAX_VALUE);
        spool.force();
        Spool.Batch late = spool.read(early.end(), ALL, Integer.MAX_VALUE);

        assertThat(early.contents()).map(SpoolTest::text).containsExactly("on the disk");
        assertThat(early.contents().size() + late.contents().size()).isEqualTo((int) spool.waiting());
    }

    @Test
    void theNextProcessFindsWhatWasNotReadAndWhatWasNotEnded() throws IOException {
        Spool spool = spool();
        begun(spool, "never answered");
        spool.append(UUID.randomUUID(), bytes("read"));
        spool.append(UUID.randomUUID(), bytes("unread"));
        spool.force();
        spool.release(spool.read(spool.position(), 1, Integer.MAX_VALUE).end(), 1, bytes("note"));

        Spool next = afterDeathOf(spool);

        assertThat(next.id()).isEqualTo(spool.id());
        assertThat(text(next.note())).isEqualTo("note");
        assertThat(read(next)).containsExactly("unread");
        assertThat(next.waiting()).isEqualTo(1);
        assertThat(next.orphans()).map(orphan -> text(orphan.content())).containsExactly("never answered");
    }

    @Test
    void anOrphanIsClosedOnce() throws IOException {
        Spool spool = spool();
        begun(spool, "never answered");

        Spool next = afterDeathOf(spool);
        next.close(next.orphans().get(0), bytes("unknown"));
        Spool last = afterDeathOf(next);

        assertThat(last.orphans()).isEmpty();
        assertThat(read(last)).containsExactly("unknown");
    }

    @Test
    void aTornLastEntryIsLeftOutAndTheOnesBeforeItAreNot() throws IOException {
        Spool spool = spool();
        spool.append(UUID.randomUUID(), bytes("whole"));
        spool.append(UUID.randomUUID(), bytes("torn by a power cut"));
        spool.force();
        Path segment = onlySegmentWithEntries();
        damage(segment, Segment.HEADER + Frame.size("whole".length()) + 30);

        Spool next = afterDeathOf(spool);

        assertThat(read(next)).containsExactly("whole");
        next.append(UUID.randomUUID(), bytes("later"));
        next.force();
        assertThat(read(next)).containsExactly("whole", "later");
    }

    @Test
    void twoProcessesNeverShareASpoolAndTheNextAdoptsBoth() throws IOException {
        Spool one = spool();
        Spool two = spool();
        assertThat(one.id()).isNotEqualTo(two.id());
        one.append(UUID.randomUUID(), bytes("of one"));
        two.append(UUID.randomUUID(), bytes("of two"));
        die(one);
        die(two);

        List<Spool> adopted = Spool.claim(root, SMALL);
        open.addAll(adopted);

        assertThat(adopted).map(Spool::id).containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(adopted).flatMap(SpoolTest::read).containsExactlyInAnyOrder("of one", "of two");
    }

    @Test
    void anEmptiedSpoolCanBeRemoved() throws IOException {
        Spool spool = spool();
        spool.append(UUID.randomUUID(), bytes("gone elsewhere"));

        spool.delete();
        open.remove(spool);

        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void manyThreadsLoseNothingAndTearNothing() throws Exception {
        Spool spool = claimed(Spool.claim(root, Shape.of(64L * 1024 * 1024)));
        spool.prepare();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> writers = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(writer -> () -> {
                    for (int i = 0; i < 5_000; i++) {
                        Ticket ticket = begun(spool, writer + " " + i);
                        assertThat(spool.close(ticket, bytes(writer + " " + i))).isTrue();
                    }
                    return writer;
                })
                .toList();

        for (Future<Integer> done : threads.invokeAll(writers)) {
            done.get();
        }
        threads.shutdown();
        spool.force();

        assertThat(read(spool)).hasSize(20_000).doesNotHaveDuplicates();
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

    /** The lock goes and the memory stays, as when a process is killed. */
    private void die(Spool spool) throws IOException {
        open.remove(spool);
        spool.abandon();
    }

    private Spool afterDeathOf(Spool spool) throws IOException {
        die(spool);
        return spool();
    }

    private static Ticket begun(Spool spool, String text) {
        return spool.open(UUID.randomUUID(), bytes(text), 1_000).orElseThrow();
    }

    private static List<String> read(Spool spool) {
        try {
            return spool.read(spool.position(), ALL, Integer.MAX_VALUE).contents().stream()
                    .map(SpoolTest::text)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static void damage(Path file, int at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.write('#');
        }
    }

    private Path onlySegmentWithEntries() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(Segment::isSegment)
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
