package dev.mcpgateway.git.tool;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileList;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitListFiles implements Tool<GitListFiles.Input, FileList> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Nullable @Described("The folder, from the root of the repository; default the root")
            String path,

            @Nullable @Described("Branch, tag or commit to list; default HEAD")
            String ref,

            @Described(value = "All files below, not only the folder's own entries", byDefault = "false")
            boolean recursive,

            @Min(1) @Max(5000) @Described(value = "Entries a page", byDefault = "500")
            int limit,

            @Nullable @Described("nextCursor of the page before; repeat the other arguments")
            String cursor) {}

    private final GitCalls git;

    GitListFiles(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, FileList> spec() {
        return ToolSpec.of("git_list_files", Input.class, FileList.class)
                .title("List files")
                .description("The files and folders of a repository at a ref, with their sizes. Symbolic links and"
                        + " submodules are named, not followed.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<FileList>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    FileList.Question question = new FileList.Question(
                            name, Revision.orHead(input.ref()), GitCalls.path(input.path()), input.recursive());
                    return reading -> FileList.of(reading, question, input.limit(), input.cursor());
                },
                GitListFiles::text);
    }

    private static String text(FileList list) {
        return list.entries().stream().map(GitListFiles::line).collect(Collectors.joining("\n"))
                + GitCalls.more(list.truncated(), list.nextCursor());
    }

    private static String line(FileList.Entry entry) {
        return switch (entry.kind()) {
            case "folder" -> entry.path() + "/";
            case "file" -> entry.path() + "  " + entry.size();
            default -> entry.path() + "  " + entry.kind();
        };
    }
}
