package dev.mcpgateway.server.contract.greeter;

import org.springframework.context.annotation.Bean;

import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;
import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;
import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

/** The kit keeps its own contract, with a tool as small as the one in docs/tool-authors.md. */
class KitContractTest extends McpServerContract {
    KitContractTest() {
        super(Greeter.class, new Example("greet", "{'name': 'Ada'}"));
    }

    @McpServerApplication
    static class Greeter {
        @Bean
        McpServer server() {
            return McpServer.named("greeter", "1");
        }

        @Bean
        Greet greet() {
            return new Greet();
        }
    }

    static final class Greet implements Tool<Greet.Input, Greet.Output> {
        record Input(
                @Described("Whom to greet") @Size(max = 80) String name) {}

        record Output(@Described("What to say") String greeting) {}

        @Override
        public ToolSpec<Input, Output> spec() {
            return ToolSpec.of("greet", Input.class, Output.class)
                    .title("Greet")
                    .description("Greets somebody by name, politely and without asking back.")
                    .readOnly();
        }

        @Override
        public Mono<ToolResult<Output>> call(Input input, ToolContext context) {
            return Mono.just(ToolResult.of(new Output("Hello, " + input.name() + "!")));
        }
    }
}
