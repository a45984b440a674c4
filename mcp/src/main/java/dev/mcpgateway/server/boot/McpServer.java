package dev.mcpgateway.server.boot;

import java.util.Optional;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The one bean that turns an application into an MCP server: who it is and which port it takes when nobody says another.
 *
 * @param instructions guidance for a model on how to use the server as a whole
 */
public record McpServer(String name, String title, String version, Optional<String> instructions, int defaultPort) {
    public static McpServer named(String name, String version) {
        return new McpServer(name, name, version, Optional.empty(), 8090);
    }

    /** {@code SpringApplication.run} without the banner; what a {@code main} calls, and what a test may call too. */
    public static ConfigurableApplicationContext start(Class<?> application, String... args) {
        return new SpringApplicationBuilder(application)
                .main(application)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }

    public McpServer title(String newTitle) {
        return new McpServer(name, newTitle, version, instructions, defaultPort);
    }

    public McpServer instructions(String text) {
        return new McpServer(name, title, version, Optional.of(text), defaultPort);
    }

    public McpServer defaultPort(int port) {
        return new McpServer(name, title, version, instructions, port);
    }
}
