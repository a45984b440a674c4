package dev.mcpgateway.git;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.mcpgateway.server.boot.McpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The service with its repositories named in a file, as GIT_REPOSITORIES_FILE has it. */
class RepositoriesFileTest {
    private static final String SECRET = "of this test alone";

    @TempDir
    private Path folder;

    @Test
    void servesWhatTheFileNames() throws IOException, InterruptedException {
        Path one = SampleRepository.build(folder.resolve("one"));
        Path two = SampleRepository.build(folder.resolve("two"));
        Path file = Files.writeString(folder.resolve("repositories"), """
                # served here
                first=%s

                second=%s   # the other
                """.formatted(one, two));

        try (ConfigurableApplicationContext service = McpServer.start(
                GitApplication.class,
                "--server.port=0",
                "--spring.config.name=none",
                "--TOOL_GATEWAY_SECRET=" + SECRET,
                "--git.repositories.file=" + file)) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");

            assertThat(call(port, "git_repositories", "{}"))
                    .contains("\"name\":\"first\"")
                    .contains("\"name\":\"second\"");
            assertThat(call(port, "git_log", "{\"repository\":\"second\",\"limit\":1}"))
                    .contains("\"isError\":false");
            assertThat(call(port, "git_log", "{\"limit\":1}"))
                    .contains("\"isError\":true")
                    .contains("first, second");
        }
    }

    private static String call(String port, String tool, String arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("X-Gateway-Auth", SECRET)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":" + arguments + "}}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
