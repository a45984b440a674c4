package dev.mcpgateway.git.tool;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.state.RefList;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitBranches implements Tool<GitBranches.Input, RefList> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described(value = "Branches of remotes, too", byDefault = "false")
            boolean remotes,

            @Nullable @Described("Only names that contain this")
            String containing,

            @Min(1) @Max(1000) @Described(value = "Names a page", byDefault = "100")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitBranches(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, RefList> spec() {
        return ToolSpec.of("git_branches", Input.class, RefList.class)
                .title("Branches")
                .description("Branches and the commits they point to, by name.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<RefList>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    RefList.Question question =
                            new RefList.Question(name, RefList.Kind.BRANCHES, input.remotes(), input.containing());
                    return reading -> RefList.of(reading, question, input.limit(), input.cursor());
                },
                GitBranches::text);
    }

    static String text(RefList list) {
        return (list.refs().isEmpty()
                        ? "None."
                        : list.refs().stream().map(GitBranches::line).collect(Collectors.joining("\n")))
                + GitCalls.more(list.truncated(), list.nextCursor());
    }

    private static String line(RefList.Named ref) {
        return (ref.current() ? "* " : "  ") + ref.name() + "  " + ref.target().substring(0, 10)
                + (ref.subject() == null ? "" : "  " + ref.subject());
    }
}
