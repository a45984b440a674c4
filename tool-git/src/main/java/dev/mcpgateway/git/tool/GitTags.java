package dev.mcpgateway.git.tool;

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
final class GitTags implements Tool<GitTags.Input, RefList> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Nullable @Described("Only names that contain this")
            String containing,

            @Min(1) @Max(1000) @Described(value = "Names a page", byDefault = "100")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitTags(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, RefList> spec() {
        return ToolSpec.of("git_tags", Input.class, RefList.class)
                .title("Tags")
                .description("Tags and the commits they point to, by name.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<RefList>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    RefList.Question question =
                            new RefList.Question(name, RefList.Kind.TAGS, false, input.containing());
                    return reading -> RefList.of(reading, question, input.limit(), input.cursor());
                },
                GitBranches::text);
    }
}
