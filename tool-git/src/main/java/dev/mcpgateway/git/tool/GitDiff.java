package dev.mcpgateway.git.tool;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;

import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.history.Comparison;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;

@Component
final class GitDiff implements Tool<GitDiff.Input, Diff> {
    record Input(
            @Nullable @Described("Name from git_repositories; may be left out if there is one only")
            String repository,

            @Described("Branch, tag or commit to compare from")
            String from,

            @Nullable @Described("Branch, tag or commit to compare with; default HEAD")
            String to,

            @Described(
                    value = "Compare from where the second left the first, as git diff from...to",
                    byDefault = "false")
            boolean sinceFork,

            @Nullable @Described("Only this file or folder") String path,

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

    GitDiff(GitCalls git) {
        this.git = git;
    }

    @Override
    public ToolSpec<Input, Diff> spec() {
        return ToolSpec.of("git_diff", Input.class, Diff.class)
                .title("Compare")
                .description(
                        "What differs between two commits: files, line counts and, if wanted, the lines. Renames are"
                                + " found.")
                .readOnly();
    }

    @Override
    public Mono<ToolResult<Diff>> call(Input input, ToolContext context) {
        return git.read(
                input.repository(),
                context,
                name -> {
                    Diff.Form form = new Diff.Form(GitCalls.path(input.path()), input.patch(), input.contextLines());
                    Comparison.Question question = new Comparison.Question(
                            name, new Revision(input.from()), Revision.orHead(input.to()), input.sinceFork(), form);
                    return reading -> Comparison.of(reading, question, input.limit(), input.cursor());
                },
                GitDiff::text);
    }

    static String text(Diff diff) {
        if (diff.filesChanged() == 0) {
            return "Nothing differs.";
        }
        StringBuilder out = new StringBuilder();
        for (Diff.FileDelta file : diff.files()) {
            out.append(file.status()).append(' ').append(file.path());
            if (file.oldPath() != null) {
                out.append(" (was ").append(file.oldPath()).append(')');
            }
            out.append(
                            file.added() == null
                                    ? file.binary() ? " binary" : " too large to compare"
                                    : " +" + file.added() + " -" + file.deleted())
                    .append('\n');
        }
        String patch = diff.patch();
        return out + (patch == null ? "" : "\n" + patch) + GitCalls.more(diff.truncated(), diff.nextCursor());
    }
}
