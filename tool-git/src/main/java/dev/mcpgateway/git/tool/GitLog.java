package dev.mcpgateway.git.tool;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.history.CommitInfo;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitLog implements Tool<GitLog.Input, Log> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Nullable @Described("Branch, tag or commit to start from, also HEAD~3; default HEAD")
            String ref,

            @Nullable @Described("Only commits that change this file or folder")
            String path,

            @Nullable @Described("RE2 pattern found in 'Name <email>' of the author")
            String author,

            @Nullable @Described("Not older than this: 2026-01-31 or 2026-01-31T12:00:00Z")
            String since,

            @Nullable @Described("Not newer than this") String until,

            @Described(value = "With the path of a file: go on beyond its renames", byDefault = "false")
            boolean followRenames,

            @Min(1) @Max(500) @Described(value = "Commits a page", byDefault = "30")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitLog(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Log> spec() {
        return ToolSpec.of("git_log", Input.class, Log.class)
                .title("Commit log")
                .description("Commits reachable from a ref, newest first, with author and message. Can be narrowed to a"
                        + " path, an author, a time. For what a commit changed use git_show.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Log>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Log.Question question = new Log.Question(
                            name,
                            Revision.orHead(input.ref()),
                            GitCalls.path(input.path()),
                            GitCalls.author(input.author()),
                            GitCalls.seconds(input.since(), 0),
                            GitCalls.seconds(input.until(), Integer.MAX_VALUE),
                            input.followRenames());
                    return reading -> Log.of(reading, question, input.limit(), input.cursor());
                },
                GitLog::text);
    }

    static String text(Log log) {
        return log.commits().isEmpty()
                ? "No commit matches." + GitCalls.more(log.truncated(), log.nextCursor())
                : log.commits().stream().map(GitLog::text).collect(Collectors.joining("\n"))
                        + GitCalls.more(log.truncated(), log.nextCursor());
    }

    static String text(CommitInfo commit) {
        StringBuilder out = new StringBuilder("commit ").append(commit.id()).append('\n');
        if (commit.parents().size() > 1) {
            out.append("Merge:  ").append(String.join(" ", commit.parents())).append('\n');
        }
        out.append("Author: ")
                .append(commit.author().name())
                .append(" <")
                .append(commit.author().email())
                .append(">\nDate:   ")
                .append(commit.author().when())
                .append("\n\n");
        commit.message().lines().forEach(line -> out.append("    ").append(line).append('\n'));
        return out.append(GitCalls.more(commit.truncated(), null)).toString();
    }
}
