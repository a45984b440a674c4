package dev.mcpgateway.calculator;

import org.springframework.context.annotation.Bean;

import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;

/** The calculator service: exact numbers in, correctly rounded numbers out. */
@McpServerApplication
public class CalculatorApplication {
    public static void main(String[] args) {
        McpServer.start(CalculatorApplication.class, args);
    }

    @Bean
    McpServer server() {
        return McpServer.named("calculator", "0.1.0")
                .title("Calculator")
                .instructions("Exact arithmetic. Pass numbers as decimal strings, so that no digit is lost on the way.")
                .defaultPort(8091);
    }
}
