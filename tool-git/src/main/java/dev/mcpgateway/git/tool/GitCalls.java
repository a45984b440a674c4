package dev.mcpgateway.git.tool;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedRepository;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;

/** How every tool comes to its repository: on a worker, within a budget, refusals told to the caller. */
@Component
final class GitCalls {
    private final Repositories repositories;
    private final Limits limits;

    GitCalls(Repositories repositories, Limits limits) {
        this.repositories = repositories;
        this.limits = limits;
    }

    /** The repository is chosen and the question put together before anything is opened. */
    interface Prepared<T> {
        Repositories.Work<T> in(String repository);
    }

    <T> Mono<ToolResult<T>> read(
            @Nullable String repository, ToolContext context, Prepared<T> question, Function<T, String> text) {
        return context.compute(() -> {
                    String name = repository == null ? theOnly() : repository;
                    Budget budget = new Budget(limits, System::nanoTime, context::cancelled, context::progress);
                    try {
                        return Optional.of(repositories.read(name, budget, question.in(name)));
                    } catch (CancellationException nobodyWaits) {
                        // As an error it would find nobody to take it, and be logged as one of ours.
                        return Optional.<T>empty();
                    }
                })
                .flatMap(Mono::justOrEmpty)
                .map(answer -> ToolResult.of(answer, text.apply(answer)))
                .onErrorMap(Refused.class, refused -> new ToolError(String.valueOf(refused.getMessage())));
    }

    private String theOnly() {
        if (repositories.all().size() == 1) {
            return repositories.all().iterator().next().name();
        }
        throw new Refused("Say which repository; git_repositories lists them: "
                + String.join(
                        ", ",
                        repositories.all().stream().map(ServedRepository::name).toList()) + ".");
    }

    static @Nullable GitPath path(@Nullable String written) {
        return written == null ? null : GitPath.parse(written);
    }

    static @Nullable Needle author(@Nullable String written) {
        return written == null ? null : Needle.of(written, true, false);
    }

    /** A date is the beginning of that day in UTC. */
    static int seconds(@Nullable String written, int otherwise) {
        if (written == null) {
            return otherwise;
        }
        try {
            Instant when = written.length() <= "2026-01-01".length()
                    ? LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(written).toInstant();
            return Math.toIntExact(Math.max(0, Math.min(Integer.MAX_VALUE, when.getEpochSecond())));
        } catch (DateTimeException e) {
            throw new Refused("'" + written + "' is no time. Write 2026-01-31 or 2026-01-31T12:00:00Z.");
        }
    }

    /** What the end of every cut answer says. */
    static String more(@Nullable String truncated, @Nullable String nextCursor) {
        return (truncated == null ? "" : "\n[" + truncated + "]")
                + (nextCursor == null ? "" : "\n[next page: cursor " + nextCursor + "]");
    }
}
