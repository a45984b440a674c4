package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedFolders;
import dev.mcpgateway.git.repository.ServedRepository;
import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;

/** The git service. */
@McpServerApplication
@EnableConfigurationProperties(GitToolProperties.class)
public class GitApplication {
    private static final Logger LOG = LoggerFactory.getLogger(GitApplication.class);

    public static void main(String[] args) {
        McpServer.start(GitApplication.class, args);
    }

    @Bean
    McpServer server() {
        return McpServer.named("git", "0.1.0")
                .title("Git, read only")
                .instructions(
                        "History, files and search of the repositories that git_repositories lists. Nothing can be"
                                + " changed. Long answers come in pages: repeat the call with the nextCursor of the answer.")
                .defaultPort(8093);
    }

    @Bean
    Limits limits(GitToolProperties properties) {
        return properties.limits();
    }

    @Bean
    Repositories repositories(GitToolProperties properties) throws IOException {
        ServedFolders folders = properties.folders();
        Repositories repositories = folders.repositories().isEmpty()
                ? hereIfAny(Path.of("").toAbsolutePath(), folders, properties.limits())
                : Repositories.open(folders, properties.limits());
        for (ServedRepository each : repositories.all()) {
            LOG.info("serving {}{}", each.name(), each.borrowsObjects() ? " (borrowed objects are not followed)" : "");
        }
        if (repositories.all().isEmpty()) {
            LOG.warn("no repository is served: name some in GIT_REPOSITORIES or GIT_REPOSITORIES_FILE");
        }
        return repositories;
    }

    /** Nobody named a repository: the one the service was started in, if it is one and can be served. */
    static Repositories hereIfAny(Path here, ServedFolders folders, Limits limits) throws IOException {
        boolean isRepository = Files.exists(here.resolve(".git"))
                || (Files.exists(here.resolve("HEAD")) && Files.isDirectory(here.resolve("objects")));
        if (isRepository) {
            ServedFolders.Named named = new ServedFolders.Named(ServedFolders.nameOf(here), here, null);
            try {
                return Repositories.open(new ServedFolders(folders.roots(), List.of(named)), limits);
            } catch (IllegalStateException cannot) {
                // Nobody asked for it, so the service starts all the same. A linked work tree has its objects
                // elsewhere.
                LOG.warn("{}", cannot.getMessage());
            }
        }
        return Repositories.open(folders, limits);
    }
}
