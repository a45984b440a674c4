package dev.mcpgateway.docgen;

import java.time.InstantSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.mcpgateway.docgen.tool.DocgenProperties;
import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;

/** The document service: the same Markdown makes the same bytes, every time and everywhere. */
@McpServerApplication
@EnableConfigurationProperties(DocgenProperties.class)
public class DocgenApplication {

    public static void main(String[] args) {
        McpServer.start(DocgenApplication.class, args);
    }

    @Bean
    McpServer server() {
        return McpServer.named("docs", "0.1.0")
                .title("Documents")
                .instructions(
                        "Makes PDF, DOCX and HTML documents from Markdown. Check long or unusual content with document_inspect"
                                + " first; it costs little and names problems by place.")
                .defaultPort(8092);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
