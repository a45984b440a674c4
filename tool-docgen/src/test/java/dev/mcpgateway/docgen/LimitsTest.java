package dev.mcpgateway.docgen;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;
import dev.mcpgateway.docgen.work.Limits;
import dev.mcpgateway.docgen.work.Stopped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A document is refused with a reason, or made; it never runs away. */
class LimitsTest {

    private static final String BOOK =
            ("# Chapter\n\n" + "Some words to fill the page with, and a little more. ".repeat(40) + "\n\n").repeat(400);

    private static Limits pages(int pages) {
        Limits d = Limits.DEFAULT;
        return new Limits(
                d.contentChars(),
                d.nesting(),
                d.blocks(),
                d.tableCells(),
                d.images(),
                d.imageBytes(),
                d.imagePixels(),
                d.totalPixels(),
                pages,
                d.outputBytes(),
                d.time());
    }

    @Test
    void tooManyPagesAreRefusedByName() {
        Budget budget = new Budget(pages(20), System::nanoTime, () -> false, Budget.Progress.NONE);

        assertThatThrownBy(() -> Sample.of(BOOK).as("pdf", budget))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("20 pages")
                .hasMessageContaining("Split");
    }

    @Test
    void tooMuchContentIsRefused() {
        assertThatThrownBy(() -> Sample.of("x".repeat(1_000_001)).as("html"))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("1000000");
    }

    @Test
    void tooManyCellsAreRefused() {
        String table = "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n" + "|1|2|3|4|5|6|7|8|\n".repeat(7_000);

        assertThatThrownBy(() -> Sample.of(table).as("html"))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("cells");
    }

    @Test
    void tooMuchTimeIsRefused() {
        AtomicLong clock = new AtomicLong();
        Budget budget = new Budget(
                Limits.DEFAULT,
                () -> clock.addAndGet(Duration.ofMillis(20).toNanos()),
                () -> false,
                Budget.Progress.NONE);

        assertThatThrownBy(() -> Sample.of(BOOK).as("pdf", budget))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("30 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdf", "docx", "html"})
    void cancellationStopsTheWorkWithinASecond(String format) throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch working = new CountDownLatch(1);
        Budget budget = new Budget(Limits.DEFAULT, System::nanoTime, cancelled::get, (percent, step) -> {
            if (percent >= 10) {
                working.countDown();
                // Held here until the caller has gone, so that the document cannot be done before.
                while (!cancelled.get()) {
                    Thread.onSpinWait();
                }
            }
        });

        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> Sample.of(BOOK).as(format, budget)));
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        cancelled.set(true);

        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    /** Shapes that have brought Markdown parsers and recursive renderers down. */
    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "> ", "- ", "*a ", "**a _b ", "[", "![", "[](", "<b>", "`", "~~a ", "\\", "&amp;", "[^1]", "1. ",
                "<div>", "|a", "*_"
            })
    void depthAndRepetitionDoNotRunAway(String piece) {
        String content = piece.repeat(20_000 / piece.length());

        for (String format : new String[] {"html", "docx", "pdf"}) {
            Throwable outcome = catchThrowable(() -> Sample.of(content).as(format));
            assertThat(outcome)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            refused -> assertThat(refused).isInstanceOf(DocumentRefused.class));
        }
    }

    @Test
    void progressGrowsToTheEnd() {
        AtomicLong last = new AtomicLong();
        Budget budget = new Budget(Limits.DEFAULT, System::nanoTime, () -> false, (percent, step) -> {
            assertThat(percent).isGreaterThanOrEqualTo((int) last.get());
            last.set(percent);
        });

        Sample.of(BOOK.substring(0, 20_000)).as("pdf", budget);

        assertThat(last.get()).isGreaterThanOrEqualTo(80);
    }
}
