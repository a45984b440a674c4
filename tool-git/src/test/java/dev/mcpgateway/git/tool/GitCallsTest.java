package dev.mcpgateway.git.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedFolders;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitCallsTest {
    @TempDir
    private Path folder;

    private Repositories repositories;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(folder.resolve("objects"));
        Files.createDirectory(folder.resolve("refs"));
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
        ServedFolders served = new ServedFolders(List.of(), List.of(new ServedFolders.Named("it", folder, null)));
        repositories = Repositories.open(served, Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        repositories.close();
    }

    /** An error that nobody waits for would be logged as one of ours, with its stack trace. */
    @Test
    void endsWithoutAnErrorWhenNobodyWaits() {
        GitCalls git = new GitCalls(repositories, Limits.DEFAULT);

        Mono<?> answer = git.read(
                null, new Call(true), name -> reading -> reading.budget().checkSpent(), String::valueOf);

        assertThat(answer.blockOptional()).isEmpty();
    }

    @Test
    void refusesAnAuthorWhosePatternBlowsUp() {
        GitLog log = new GitLog(new GitCalls(repositories, Limits.DEFAULT));

        for (String author : List.of("(" + "a".repeat(10_000) + "){1000}", "(" + "a".repeat(400) + "){1000}")) {
            GitLog.Input input = new GitLog.Input(null, null, null, author, null, null, false, 30, null);
            assertThatThrownBy(() -> log.call(input, new Call(false)).block())
                    .isInstanceOf(ToolError.class)
                    .hasMessageStartingWith("The pattern ");
        }
    }

    /** A call whose work is done by whoever asks for it. */
    private record Call(boolean cancelled) implements ToolContext {
        @Override
        public <T> Mono<T> compute(Callable<T> work) {
            return Mono.fromCallable(work);
        }

        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> tenantId() {
            return Optional.empty();
        }

        @Override
        public String requestId() {
            return "test";
        }

        @Override
        public void progress(double done, double total, String message) {}

        @Override
        public void progress(double done, String message) {}

        @Override
        public void log(Level level, String message) {}
    }
}
