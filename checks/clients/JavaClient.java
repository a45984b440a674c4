package dev.mcpgateway.checks;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The Java SDK's client: {@code JavaClient <gateway> <token>}. */
final class JavaClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String gateway;
    private final String token;
    private final ConcurrentLinkedQueue<Double> notices = new ConcurrentLinkedQueue<>();
    private volatile Runnable onNotice = () -> {};

    private JavaClient(String gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    public static void main(String[] arguments) throws Exception {
        new JavaClient(arguments[0], arguments[1]).run();
        System.exit(0); // The SDK leaves threads behind.
    }

    private void run() throws Exception {
        McpAsyncClient calculator = connect("calculator");
        step("list", () -> {
            List<Tool> tools = calculator.listTools().block(PATIENCE).tools();
            expect(tools.stream().anyMatch(tool -> tool.name().equals("exact_calculate")), tools);
            return tools.size() + " tools";
        });
        step("call", () -> {
            CallToolResult result = calculate(calculator, "add", "1.2", "2.3");
            expect(result.toString().contains("3.5"), result);
            return "1.2 + 2.3 = 3.5";
        });
        step("error", () -> {
            CallToolResult result = calculate(calculator, "divide", "1", "0");
            expect(Boolean.TRUE.equals(result.isError()), result);
            int code = calculator
                    .callTool(call("no_such_tool", Map.of()).build())
                    .map(answer -> 0)
                    .onErrorResume(McpError.class, e -> Mono.just(e.getJsonRpcError().code()))
                    .block(PATIENCE);
            expect(code == -31403, code);
            return "a tool's own, and -31403";
        });
        calculator.closeGracefully().block(PATIENCE);

        McpAsyncClient docs = connect("docs");
        step("progress", () -> {
            docs.callTool(document(100, "one")).block(PATIENCE);
            List<Double> seen = List.copyOf(notices);
            expect(seen.size() > 2 && seen.equals(seen.stream().sorted().toList()), seen);
            return seen.size() + " notices, in order";
        });
        step("cancel", () -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch answered = new CountDownLatch(1);
            onNotice = begun::countDown;
            Disposable call = docs.callTool(document(600, "two")).subscribe(
                    answer -> answered.countDown(), failure -> answered.countDown());
            expect(begun.await(60, TimeUnit.SECONDS), "no progress");
            call.dispose();
            expect(!docs.listTools().block(PATIENCE).tools().isEmpty(), "no tools afterwards");
            expect(answered.getCount() == 1, "the call was answered");
            return "unsubscribes, and goes on";
        });
        docs.closeGracefully().block(PATIENCE);
    }

    private McpAsyncClient connect(String scope) {
        McpAsyncClient client = McpClient.async(HttpClientStreamableHttpTransport.builder(gateway)
                        .endpoint("/" + scope + "/mcp")
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                        .build())
                .requestTimeout(PATIENCE)
                .progressConsumer(notice -> Mono.fromRunnable(() -> {
                    notices.add(notice.progress());
                    onNotice.run();
                }))
                .build();
        client.initialize().block(PATIENCE);
        return client;
    }

    private static CallToolRequest.Builder call(String tool, Map<String, Object> arguments) {
        return CallToolRequest.builder(tool).arguments(arguments);
    }

    private static CallToolResult calculate(McpAsyncClient client, String operator, String... operands) {
        return client.callTool(call("exact_calculate", Map.of("operator", operator, "operands", List.of(operands)))
                        .build())
                .block(PATIENCE);
    }

    private static CallToolRequest document(int chapters, String token) {
        String chapter = "# Chapter\n\n" + "A line of some words. ".repeat(60) + "\n\n";
        return call("document_generate", Map.of("content", chapter.repeat(chapters), "format", "pdf"))
                .progressToken(token)
                .build();
    }

    private static void expect(boolean holds, Object otherwise) {
        if (!holds) {
            throw new IllegalStateException(String.valueOf(otherwise));
        }
    }

    private static void step(String word, Callable<String> work) {
        try {
            System.out.println(word + " ok " + work.call());
        } catch (Exception e) {
            System.out.println(word + " FAILED " + e);
            e.printStackTrace();
        }
    }
}
