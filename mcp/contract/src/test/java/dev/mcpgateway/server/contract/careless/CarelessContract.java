package dev.mcpgateway.server.contract.careless;

import org.springframework.context.annotation.Bean;

import reactor.core.publisher.Mono;

import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;
import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;
import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

/** A tool that breaks the rules. The name of this class keeps it from being run by itself. */
public class CarelessContract extends McpServerContract {
    CarelessContract() {
        super(CarelessApplication.class, new Example("careless", "{'text': 'x'}"));
    }

    @McpServerApplication
    static class CarelessApplication {
        @Bean
        McpServer server() {
            return McpServer.named("careless", "1");
        }

        @Bean
        Careless careless() {
            return new Careless();
        }
    }

    static final class Careless implements Tool<Careless.Input, Careless.Output> {
        record Input(String text) {}

        record Output(String text) {}

        @Override
        public ToolSpec<Input, Output> spec() {
            return ToolSpec.of("careless", Input.class, Output.class);
        }

        @Override
        @SuppressWarnings("ThreadSleep") // this is what must be caught
        public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Mono.just(ToolResult.of(new Output(input.text())));
        }
    }
}
