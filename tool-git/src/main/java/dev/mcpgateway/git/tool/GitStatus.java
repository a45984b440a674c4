package dev.mcpgateway.git.tool;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.state.Status;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitStatus implements Tool<GitStatus.Input, Status> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described(value = "Files that are not in the index, too", byDefault = "true")
            boolean untracked,

            @Min(1) @Max(2000) @Described(value = "Entries a page", byDefault = "200")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitStatus(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Status> spec() {
        return ToolSpec.of("git_status", Input.class, Status.class)
                .title("Status")
                .description(
                        "How the work tree and the index differ from the last commit: staged, changed, untracked and"
                                + " conflicted files. Only for repositories with a work tree.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Status>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Status.Question question = new Status.Question(name, input.untracked());
                    return reading -> Status.of(reading, question, input.limit(), input.cursor());
                },
                GitStatus::text);
    }

    private static String text(Status status) {
        return "On " + (status.branch() == null ? "no branch" : status.branch())
                + (status.head() == null ? ", no commit yet" : " at " + status.head())
                + (status.clean() ? ", clean" : "")
                + "\n"
                + status.entries().stream().map(GitStatus::line).collect(Collectors.joining("\n"))
                + GitCalls.more(status.truncated(), status.nextCursor());
    }

    private static String line(Status.Entry entry) {
        return entry.path()
                + (entry.conflicted() ? "  conflicted" : "")
                + (entry.index() == null ? "" : "  staged: " + entry.index())
                + (entry.workTree() == null ? "" : "  work tree: " + entry.workTree());
    }
}
