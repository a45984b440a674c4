package dev.mcpgateway.git.tool;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.history.Show;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitShow implements Tool<GitShow.Input, Show> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described("Branch, tag or commit") String ref,

            @Nullable @Described("Only what changed in this file or folder")
            String path,

            @Described(
                    value = "The changed lines, too; otherwise only which files and how many lines",
                    byDefault = "true")
            boolean patch,

            @Min(0) @Max(100) @Described(value = "Unchanged lines around a change", byDefault = "3")
            int contextLines,

            @Min(1) @Max(1000) @Described(value = "Files a page", byDefault = "100")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitShow(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Show> spec() {
        return ToolSpec.of("git_show", Input.class, Show.class)
                .title("Show a commit")
                .description(
                        "One commit: who, when, why, and what it changed compared to its first parent. For an annotated"
                                + " tag its message, too.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Show>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Diff.Form form = new Diff.Form(GitCalls.path(input.path()), input.patch(), input.contextLines());
                    Show.Question question = new Show.Question(name, new Revision(input.ref()), form);
                    return reading -> Show.of(reading, question, input.limit(), input.cursor());
                },
                GitShow::text);
    }

    private static String text(Show show) {
        Show.TagInfo tag = show.tag();
        return (tag == null
                        ? ""
                        : "tag " + tag.name() + "\n\n" + tag.message() + GitCalls.more(tag.truncated(), null) + "\n\n")
                + GitLog.text(show.commit())
                + "\n"
                + GitDiff.text(show.changes());
    }
}
