package dev.mcpgateway.git.tool;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitReadFile implements Tool<GitReadFile.Input, FileText> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described("The file, from the root of the repository")
            String path,

            @Nullable @Described("Branch, tag or commit to read it at; default HEAD")
            String ref,

            @Min(1) @Described(value = "First line, counted from 1", byDefault = "1")
            int firstLine,

            @Nullable @Min(1) @Described("Last line; default the end")
            Integer lastLine,

            @Min(1) @Max(10_000) @Described(value = "Lines a page", byDefault = "2000")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitReadFile(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, FileText> spec() {
        return ToolSpec.of("git_read_file", Input.class, FileText.class)
                .title("Read a file")
                .description(
                        "The text of a file as it is at a ref, or a range of its lines. Binary and very large files"
                                + " are described, not shown. Uncommitted changes are not seen.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<FileText>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Integer last = input.lastLine();
                    FileText.Question question = new FileText.Question(
                            name,
                            Revision.orHead(input.ref()),
                            GitPath.parse(input.path()),
                            input.firstLine(),
                            last == null ? Integer.MAX_VALUE : last);
                    return reading -> FileText.of(reading, question, input.limit(), input.cursor());
                },
                file -> (file.text() == null
                                ? file.path() + ": " + file.kind() + " of " + file.size() + " bytes"
                                : file.text())
                        + GitCalls.more(file.truncated(), file.nextCursor()));
    }
}
