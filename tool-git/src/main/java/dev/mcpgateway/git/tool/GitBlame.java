package dev.mcpgateway.git.tool;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.history.Blame;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitBlame implements Tool<GitBlame.Input, Blame> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described("The file, from the root of the repository")
            String path,

            @Nullable @Described("Branch, tag or commit to look back from; default HEAD")
            String ref,

            @Min(1) @Described(value = "First line, counted from 1", byDefault = "1")
            int firstLine,

            @Nullable @Min(1) @Described("Last line; default the end")
            Integer lastLine,

            @Min(1) @Max(5000) @Described(value = "Lines a page", byDefault = "500")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitBlame(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Blame> spec() {
        return ToolSpec.of("git_blame", Input.class, Blame.class)
                .title("Blame")
                .description(
                        "Which commit each line of a file comes from, renames of the file followed. Ask for a range of"
                                + " lines where you can.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Blame>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Integer last = input.lastLine();
                    Blame.Question question = new Blame.Question(
                            name,
                            Revision.orHead(input.ref()),
                            GitPath.parse(input.path()),
                            input.firstLine(),
                            last == null ? Integer.MAX_VALUE : last);
                    return reading -> Blame.of(reading, question, input.limit(), input.cursor());
                },
                blame -> blame.origins().stream().map(GitBlame::text).collect(Collectors.joining("\n"))
                        + GitCalls.more(blame.truncated(), blame.nextCursor()));
    }

    private static String text(Blame.Origin origin) {
        return "lines " + origin.firstLine() + "-" + origin.lastLine() + "  "
                + origin.commit().substring(0, 10) + "  " + origin.author().name() + "  "
                + origin.author().when() + "  " + origin.subject() + "\n"
                + origin.text();
    }
}
