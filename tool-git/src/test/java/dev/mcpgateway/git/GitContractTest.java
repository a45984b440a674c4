package dev.mcpgateway.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.springframework.util.FileSystemUtils;

import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

/** The service over HTTP, every tool of it. */
class GitContractTest extends McpServerContract {
    private static final Path FOLDER = folder();

    GitContractTest() {
        super(
                GitApplication.class,
                new Example("git_repositories", "{}"),
                new Example("git_log", "{'repository': 'sample', 'path': 'lib/first.txt', 'followRenames': true}"),
                new Example("git_show", "{'ref': 'v1.0'}"),
                new Example("git_diff", "{'from': 'main~3', 'sinceFork': true, 'limit': 2}"),
                new Example("git_blame", "{'path': 'lib/first.txt', 'firstLine': 5, 'lastLine': 35}"),
                new Example("git_search", "{'pattern': 'fo[xy]', 'regex': true}"),
                new Example("git_search", "{'pattern': 'needle', 'where': 'changes'}"),
                new Example("git_list_files", "{'path': 'docs', 'recursive': true}"),
                new Example("git_read_file", "{'path': 'enc/latin1.txt', 'ref': 'HEAD~1'}"),
                new Example("git_branches", "{'remotes': true}"),
                new Example("git_tags", "{'limit': 1}"),
                new Example("git_status", "{}"));
    }

    @Override
    protected List<String> settings() {
        return List.of("--git.repositories=sample=" + FOLDER, "--git.tool.roots=" + FOLDER.getParent());
    }

    private static Path folder() {
        try {
            return SampleRepository.build(
                    Files.createTempDirectory("git-contract-").resolve("sample"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void removeFolder() throws IOException {
        FileSystemUtils.deleteRecursively(FOLDER.getParent());
    }
}
