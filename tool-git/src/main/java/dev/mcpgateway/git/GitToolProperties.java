package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.repository.ServedFolders;

/**
 * What operators set, each as an environment variable {@code GIT_<NAME>}.
 *
 * @param toolRoots {@code GIT_TOOL_ROOTS}: folders outside of which nothing is read; none given: each repository is its own
 * @param repositories {@code GIT_REPOSITORIES}: {@code name=path, name=path}
 * @param repositoriesFile {@code GIT_REPOSITORIES_FILE}: the same, one a line, {@code #} begins a comment
 * @param callTime {@code GIT_CALL_TIME}: how long one call works before it answers with what it has
 * @param blobLimit {@code GIT_BLOB_LIMIT}: a file larger than this is never loaded
 * @param pageLimit {@code GIT_PAGE_LIMIT}: about how much text one answer carries
 * @param lineLimit {@code GIT_LINE_LIMIT}: characters after which a line is cut
 * @param changedFiles {@code GIT_CHANGED_FILES}: how many files of one comparison are looked at
 */
@ConfigurationProperties("git")
record GitToolProperties(
        @Name("tool.roots") @DefaultValue List<String> toolRoots,
        @DefaultValue("") String repositories,
        @Nullable @Name("repositories.file") Path repositoriesFile,
        @Name("call.time") @DefaultValue("10s") Duration callTime,
        @Name("blob.limit") @DefaultValue("4MB") DataSize blobLimit,
        @Name("page.limit") @DefaultValue("256KB") DataSize pageLimit,
        @Name("line.limit") @DefaultValue("4000") int lineLimit,
        @Name("changed.files") @DefaultValue("20000") int changedFiles) {

    Limits limits() {
        return new Limits(
                callTime,
                Math.toIntExact(blobLimit.toBytes()),
                Math.toIntExact(pageLimit.toBytes()),
                lineLimit,
                changedFiles);
    }

    ServedFolders folders() throws IOException {
        List<ServedFolders.Named> named = new ArrayList<>(ServedFolders.parse(repositories));
        if (repositoriesFile != null) {
            for (String line : Files.readAllLines(repositoriesFile)) {
                int comment = line.indexOf('#');
                named.addAll(ServedFolders.parse(comment < 0 ? line : line.substring(0, comment)));
            }
        }
        return new ServedFolders(
                toolRoots.stream().filter(root -> !root.isBlank()).map(Path::of).toList(), named);
    }
}
