package dev.mcpgateway.conformance;

import java.time.Duration;
import java.util.Base64;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.Content;
import dev.mcpgateway.server.Described;
import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.ToolSpec;
import dev.mcpgateway.server.boot.McpServer;
import dev.mcpgateway.server.boot.McpServerApplication;
import dev.mcpgateway.server.resource.ResourceContents;

/** The fixture of the official suite: tools whose names and answers the suite prescribes. */
@McpServerApplication
public class ConformanceServer {
    static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
    private static final byte[] SILENCE =
            Base64.getDecoder().decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=");
    private static final Duration PAUSE = Duration.ofMillis(50);

    record None() {}

    record Regional(
            @Described(value = "Where to look", header = "Region")
            String region,

            @Described(value = "How urgent", header = "Priority", byDefault = "1")
            int priority,

            @Described(value = "Whether to say more", header = "Verbose", byDefault = "false")
            boolean verbose) {}

    public static void main(String[] args) {
        McpServer.start(ConformanceServer.class, args);
    }

    @Bean
    McpServer server() {
        return McpServer.named("conformance", "1").instructions("A fixture for the conformance suite.");
    }

    @Bean
    Tool<None, Void> text() {
        return saying("test_simple_text", new Content.Text("This is a simple text response for testing."));
    }

    @Bean
    Tool<None, Void> image() {
        return saying("test_image_content", Content.Image.of(PIXEL, "image/png"));
    }

    @Bean
    Tool<None, Void> audio() {
        return saying("test_audio_content", Content.Audio.of(SILENCE, "audio/wav"));
    }

    @Bean
    Tool<None, Void> embedded() {
        return saying(
                "test_embedded_resource",
                embedded("test://embedded-resource", "text/plain", "This is an embedded resource content."));
    }

    @Bean
    Tool<None, Void> mixed() {
        return saying(
                "test_multiple_content_types",
                new Content.Text("Multiple content types test:"),
                Content.Image.of(PIXEL, "image/png"),
                embedded("test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}"));
    }

    @Bean
    Tool<None, Void> error() {
        return new Fixture<>(
                "test_error_handling",
                None.class,
                (none, context) -> Mono.error(new ToolError("This tool intentionally returns an error for testing")));
    }

    @Bean
    Tool<None, Void> progress() {
        return new Fixture<>(
                "test_tool_with_progress",
                None.class,
                (none, context) -> Flux.just(0, 50, 100)
                        .delayElements(PAUSE)
                        .doOnNext(done -> context.progress(done, 100, "Completed " + done + " of 100"))
                        .then(done()));
    }

    @Bean
    Tool<None, Void> logging() {
        return new Fixture<>("test_tool_with_logging", None.class, ConformanceServer::log);
    }

    @Bean
    Tool<None, Void> loggingModern() {
        return new Fixture<>("test_logging_tool", None.class, ConformanceServer::log);
    }

    /** The suite only looks whether a call that streams sends requests of its own; this server never does. */
    @Bean
    Tool<None, Void> streaming() {
        return new Fixture<>("test_streaming_elicitation", None.class, ConformanceServer::log);
    }

    @Bean
    Tool<None, Void> needing() {
        return new Tool<>() {
            @Override
            public ToolSpec<None, Void> spec() {
                return ToolSpec.of("test_missing_capability", None.class, Void.class)
                        .needs("sampling");
            }

            @Override
            public Mono<ToolResult<Void>> call(None input, ToolContext context) {
                return done();
            }
        };
    }

    @Bean
    Tool<Regional, Void> headers() {
        return new Fixture<>(
                "test_headers",
                Regional.class,
                (input, context) -> Mono.just(ToolResult.ofContent(new Content.Text(input.region()))));
    }

    @Bean
    ConformanceResources resources() {
        return new ConformanceResources();
    }

    private static Mono<ToolResult<Void>> log(None none, ToolContext context) {
        return Flux.fromStream(Stream.of("Tool execution started", "Tool processing data", "Tool execution completed"))
                .delayElements(PAUSE)
                .doOnNext(text -> context.log(ToolContext.Level.INFO, text))
                .then(done());
    }

    private static Mono<ToolResult<Void>> done() {
        return Mono.just(ToolResult.ofContent(new Content.Text("Done.")));
    }

    private static Tool<None, Void> saying(String name, Content... content) {
        return new Fixture<>(name, None.class, (none, context) -> Mono.just(ToolResult.ofContent(content)));
    }

    private static Content embedded(String uri, String mimeType, String text) {
        return new Content.Embedded(ResourceContents.text(uri, mimeType, text));
    }

    private record Fixture<I>(String name, Class<I> input, BiFunction<I, ToolContext, Mono<ToolResult<Void>>> body)
            implements Tool<I, Void> {
        @Override
        public ToolSpec<I, Void> spec() {
            return ToolSpec.of(name, input, Void.class)
                    .description("Prescribed by the conformance suite.")
                    .readOnly();
        }

        @Override
        public Mono<ToolResult<Void>> call(I input, ToolContext context) {
            return body.apply(input, context);
        }
    }
}
