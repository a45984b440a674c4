package dev.mcpgateway.bench.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.RequestIds;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/** What parts are measured with: the same call, answer and files for all of them. */
public final class Sample {
    public static final String TOOL = "exact_calculate";

    private static final int BODY_BYTES = 416;
    private static final int ANSWER_BYTES = 285;
    private static final String BODY_HEAD =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"_meta\":{"
                    + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{},"
                    + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}},"
                    + "\"name\":\"" + TOOL + "\",\"arguments\":";
    private static final String ANSWER_HEAD = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"";
    private static final String ANSWER_TAIL =
            "\"}],\"structuredContent\":{\"value\":\"0.3\",\"exact\":true},\"isError\":false}}";

    private Sample() {}

    /** A {@code tools/call} of 416 bytes, as {@code bench/run} sends it. */
    public static byte[] body() {
        String arguments = "{\"expression\":\"0.1 + 0.2";
        int room = BODY_BYTES - BODY_HEAD.length() - arguments.length() - "\"}}}".length();
        return bytes(BODY_HEAD + arguments + " ".repeat(room) + "\"}}}");
    }

    /** An answer of 285 bytes, as {@code bench/run} gets it. */
    public static byte[] answer() {
        int room = ANSWER_BYTES - ANSWER_HEAD.length() - ANSWER_TAIL.length();
        return bytes(ANSWER_HEAD + "=".repeat(room) + ANSWER_TAIL);
    }

    /** A list of so many tools, {@code tool_0} and on, of some 270 bytes each. */
    public static byte[] list(int tools) {
        return bytes(IntStream.range(0, tools)
                .mapToObj(i -> "{\"name\":\"tool_" + i
                        + "\",\"description\":\"Does what its name says, with numbers of any size.\","
                        + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"expression\":{\"type\":\"string\","
                        + "\"description\":\"What to work on\"}},\"required\":[\"expression\"]}}")
                .collect(Collectors.joining(
                        ",",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"tools\":[",
                        "],\"ttlMs\":60000,\"cacheScope\":\"public\"}}")));
    }

    /** One server, {@code calculator}, and what {@code policy} says of it. */
    public static Plans plans(String policy, InstantSource clock) throws IOException {
        Path folder = Files.createTempDirectory("micro");
        Files.writeString(
                folder.resolve("tools.yaml"),
                "version: 1\nservers: { calculator: { url: \"http://localhost:8091/mcp\", tools: { " + TOOL
                        + ": {}, \"*\": {} } } }\n");
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\nroles: { reader: {} }\n" + policy);
        return Plans.from(folder, name -> "a-secret-for-the-bench", clock);
    }

    /** The call of {@link #body}, as the doors hand it on. */
    public static McpCall call(Plan plan, Instant now) {
        byte[] body = body();
        return new McpCall(
                new Origin(RequestIds.next(now).toString(), now, System.nanoTime(), "127.0.0.1", "/calculator/mcp"),
                plan,
                new Caller("http://localhost:8010", "ada", "local", Set.of("reader")),
                plan.servers().values().iterator().next(),
                new McpMessage(
                        ByteBuffer.wrap(body),
                        McpVersion.V2026_07_28,
                        McpMethod.TOOLS_CALL,
                        Optional.of("1"),
                        Optional.of(TOOL),
                        Kind.TOOL,
                        List.of(),
                        false,
                        new McpMessage.Range(BODY_HEAD.length(), body.length - 2),
                        Optional.of("bench/1")),
                Optional.empty(),
                new Facts("POST"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
