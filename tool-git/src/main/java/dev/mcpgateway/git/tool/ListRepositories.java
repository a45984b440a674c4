package dev.mcpgateway.git.tool;

import java.util.List;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedRepository;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class ListRepositories implements Tool<ListRepositories.Input, ListRepositories.Output> {
    record Input() {}

    record Output(List<Repository> repositories) {}

    record Repository(
            @Described("What to call it in the other tools") String name,
            String description,
            @Described("Has no work tree, so no git_status") boolean bare,
            @Described("Its older history is missing") boolean shallow) {
        static Repository of(ServedRepository served) {
            return new Repository(served.name(), served.description(), served.bare(), served.shallow());
        }

        String line() {
            return name
                    + (bare ? " (bare)" : "")
                    + (shallow ? " (shallow)" : "")
                    + (description.isEmpty() ? "" : ": " + description);
        }
    }

    private final Repositories repositories;

    ListRepositories(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public ToolSpec<Input, Output> spec() {
        return ToolSpec.of("git_repositories", Input.class, Output.class)
                .title("Repositories")
                .description("Lists the git repositories that can be read here. Start with this.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
        return context.compute(() -> new Output(
                        repositories.all().stream().map(Repository::of).toList()))
                .map(output -> ToolResult.of(output, text(output)));
    }

    private static String text(Output output) {
        return output.repositories().isEmpty()
                ? "No repository is served here."
                : String.join(
                        "\n",
                        output.repositories().stream().map(Repository::line).toList());
    }
}
