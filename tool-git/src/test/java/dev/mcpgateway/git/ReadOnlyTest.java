package dev.mcpgateway.git;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.mcpgateway.server.boot.McpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the tools are asked, nothing in the repository changes: not a byte, not a time, not a name. */
class ReadOnlyTest {
    private static final long SEED = 20_261_120L;
    private static final int CALLS = Integer.getInteger("git.calls", 220);

    private static final List<String> TOOLS = List.of(
            "git_repositories",
            "git_log",
            "git_show",
            "git_diff",
            "git_blame",
            "git_search",
            "git_list_files",
            "git_read_file",
            "git_branches",
            "git_tags",
            "git_status");
    private static final List<String> REFS = List.of(
            "HEAD",
            "main",
            "side",
            "v1.0",
            "light",
            "main~3",
            "HEAD^2",
            "topic/a",
            "nothing",
            "--all",
            "main..side",
            "HEAD~99");
    private static final List<String> PATHS = List.of(
            "README.md",
            "lib/first.txt",
            "lib",
            "docs",
            "enc/latin1.txt",
            "bin/data.bin",
            "link",
            "outside",
            "vendored",
            "../x",
            ".git/config",
            "docs/caf\u00e9 men\u00fc.txt",
            "nothing",
            "/etc/passwd");
    private static final List<String> PATTERNS = List.of("fox", "line [0-9]+", "(", "needle", ".*", "x{50}", "\u00fc");

    @TempDir
    private Path folder;

    @Test
    void leavesEveryByteAndTimeAsItWas() throws IOException, InterruptedException {
        Path sample = SampleRepository.build(folder.resolve("sample"));
        Git git = new Git(sample);
        Files.writeString(sample.resolve("NOTES"), "changed\n");
        Files.writeString(sample.resolve("untracked"), "new\n");
        git.run("repack", "-adq");
        git.run("commit", "-q", "--allow-empty", "-m", "Loose");
        Map<String, String> before = fingerprint(sample);

        Map<Integer, Long> statuses;
        try (ConfigurableApplicationContext server = McpServer.start(
                GitApplication.class,
                "--server.port=0",
                "--TOOL_GATEWAY_SECRET=secret",
                "--git.repositories=sample=" + sample)) {
            statuses = fuzz(String.valueOf(server.getEnvironment().getProperty("local.server.port")));
        }

        assertThat(fingerprint(sample)).isEqualTo(before);
        // An answer or a sentence for the caller; never an error of ours.
        assertThat(statuses).containsOnlyKeys(200);
    }

    private static Map<Integer, Long> fuzz(String port) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        HttpClient client = HttpClient.newHttpClient();
        Map<Integer, Long> statuses = new TreeMap<>();
        for (int i = 0; i < CALLS; i++) {
            String tool = TOOLS.get(i % TOOLS.size());
            String body = "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
                    + tool + "\",\"arguments\":" + arguments(tool, random) + "}}";
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .header("MCP-Protocol-Version", "2025-06-18")
                    .header("X-Gateway-Auth", "secret")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).as(body).doesNotContain("-32603").doesNotContain("root:x:");
            statuses.merge(response.statusCode(), 1L, Long::sum);
        }
        return statuses;
    }

    private static String arguments(String tool, Random random) {
        Map<String, String> arguments = new TreeMap<>();
        switch (tool) {
            case "git_log" -> {
                maybe(random, arguments, "ref", REFS);
                maybe(random, arguments, "path", PATHS);
                maybe(random, arguments, "author", PATTERNS);
                flag(random, arguments, "followRenames");
            }
            case "git_show" -> arguments.put("ref", text(any(random, REFS)));
            case "git_diff" -> {
                arguments.put("from", text(any(random, REFS)));
                maybe(random, arguments, "to", REFS);
                maybe(random, arguments, "path", PATHS);
                flag(random, arguments, "sinceFork");
            }
            case "git_blame", "git_read_file" -> {
                arguments.put("path", text(any(random, PATHS)));
                maybe(random, arguments, "ref", REFS);
                arguments.put("firstLine", String.valueOf(1 + random.nextInt(50)));
            }
            case "git_search" -> {
                arguments.put("pattern", text(any(random, PATTERNS)));
                arguments.put("where", text(any(random, List.of("files", "messages", "changes"))));
                maybe(random, arguments, "ref", REFS);
                flag(random, arguments, "regex");
            }
            case "git_list_files" -> {
                maybe(random, arguments, "path", PATHS);
                flag(random, arguments, "recursive");
            }
            default -> {
                // No arguments worth varying.
            }
        }
        if (!tool.equals("git_repositories") && random.nextInt(4) == 0) {
            arguments.put("limit", String.valueOf(1 + random.nextInt(9)));
        }
        return arguments.entrySet().stream()
                .map(each -> text(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void maybe(Random random, Map<String, String> arguments, String name, List<String> values) {
        if (random.nextBoolean()) {
            arguments.put(name, text(any(random, values)));
        }
    }

    private static void flag(Random random, Map<String, String> arguments, String name) {
        if (random.nextBoolean()) {
            arguments.put(name, "true");
        }
    }

    private static String any(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String text(String value) {
        return "\"" + value + "\"";
    }

    private static Map<String, String> fingerprint(Path root) throws IOException {
        Map<String, String> seen = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path each : paths.toList()) {
                PosixFileAttributes attributes =
                        Files.readAttributes(each, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                String content = attributes.isRegularFile()
                        ? hash(Files.readAllBytes(each))
                        : attributes.isSymbolicLink()
                                ? Files.readSymbolicLink(each).toString()
                                : "folder";
                seen.put(
                        root.relativize(each).toString(),
                        attributes.permissions() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey()
                                + " " + content);
            }
        }
        return seen;
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
