package dev.mcpgateway.git.tool;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.CommitInfo;
import dev.mcpgateway.git.history.HistorySearch;
import dev.mcpgateway.git.history.Log;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitSearch implements Tool<GitSearch.Input, GitSearch.Output> {
    enum Where {
        @JsonProperty("files")
        FILES,
        @JsonProperty("messages")
        MESSAGES,
        @JsonProperty("changes")
        CHANGES
    }

    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described("What to look for") String pattern,

            @Described(
                    value = "files: lines of the files at the ref; messages: commit messages; changes: commits in"
                            + " which the number of occurrences changed",
                    byDefault = "\"files\"")
            Where where,

            @Described(value = "The pattern is a regular expression in RE2 syntax", byDefault = "false")
            boolean regex,

            @Described(value = "Upper and lower case are the same", byDefault = "false")
            boolean ignoreCase,

            @Nullable @Described("Branch, tag or commit to search at or back from; default HEAD")
            String ref,

            @Nullable @Described("Only in this file or folder")
            String path,

            @Min(1) @Max(1000) @Described(value = "Hits a page", byDefault = "100")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    record Output(
            @Nullable @Described("Lines found, when searching files")
            List<Grep.Hit> hits,

            @Nullable @Described("Commits found, when searching messages or changes")
            List<CommitInfo> commits,

            @Described("Files or commits looked at") long searched,
            @Nullable String truncated,
            @Nullable String nextCursor) {
        static Output of(Grep grep) {
            return new Output(grep.hits(), null, grep.searched(), grep.truncated(), grep.nextCursor());
        }

        static Output of(Log log) {
            return new Output(null, log.commits(), log.visited(), log.truncated(), log.nextCursor());
        }
    }

    private final GitCalls git;

    GitSearch(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("git_search", Input.class, Output.class)
                .title("Search")
                .description(
                        "Finds text in the files of a commit, in commit messages, or the commits that added or removed"
                                + " it. A search that runs out of time answers with what it has and a cursor to go on.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Needle needle = Needle.of(input.pattern(), input.regex(), input.ignoreCase());
                    Revision ref = Revision.orHead(input.ref());
                    if (input.where() == Where.FILES) {
                        Grep.Question question = new Grep.Question(name, ref, GitCalls.path(input.path()), needle);
                        return reading -> Output.of(Grep.of(reading, question, input.limit(), input.cursor()));
                    }
                    HistorySearch.Question question = new HistorySearch.Question(
                            name, ref, GitCalls.path(input.path()), needle, input.where() == Where.CHANGES);
                    return reading -> Output.of(HistorySearch.of(reading, question, input.limit(), input.cursor()));
                },
                GitSearch::text);
    }

    private static String text(Output output) {
        List<Grep.Hit> hits = output.hits();
        List<CommitInfo> commits = output.commits();
        String found = hits != null
                ? hits.stream()
                        .map(hit -> hit.path() + ":" + hit.line() + ": " + hit.text())
                        .collect(Collectors.joining("\n"))
                : commits == null ? "" : commits.stream().map(GitLog::text).collect(Collectors.joining("\n"));
        return (found.isEmpty() ? "Nothing found in " + output.searched() + " looked at." : found)
                + GitCalls.more(output.truncated(), output.nextCursor());
    }
}
