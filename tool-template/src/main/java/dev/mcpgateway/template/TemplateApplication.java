package dev.mcpgateway.template;

import org.springframework.context.annotation.Bean;

import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;

/** The service: every {@link dev.mcpgateway.server.Tool} bean in this package is served. */
@McpServerApplication
public class TemplateApplication {
    public static void main(String[] args) {
        McpServer.start(TemplateApplication.class, args);
    }

    @Bean
    McpServer server() {
        return McpServer.named("template", "0.1.0")
                .title("Template")
                .instructions("Counts words in a text.")
                .defaultPort(8094);
    }
}
