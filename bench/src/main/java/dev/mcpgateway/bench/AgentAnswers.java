package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

/** A server with some tools, a resource and a prompt, told apart by headers alone: the upstream of {@link AgentMix}. */
final class AgentAnswers {
    static final int TOOLS = 20;
    static final String SLOW_TOOL = "yearly_report";
    static final String REFUSED_TOOL = "erase_everything";
    static final Duration SLOW = Duration.ofMillis(100);
    static final String DISCOVERED =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                    + "\"capabilities\":{\"tools\":{},\"resources\":{},\"prompts\":{}},"
                    + "\"serverInfo\":{\"name\":\"bench\",\"version\":\"1\"},\"ttlMs\":60000,\"cacheScope\":\"public\"}}";
    static final String RESOURCE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"contents\":[{\"uri\":\"doc://readme\","
                    + "\"mimeType\":\"text/plain\",\"text\":\"" + "What is to be read. ".repeat(50)
                    + "\"}],\"ttlMs\":60000,\"cacheScope\":\"private\"}}";
    static final String PROMPT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"messages\":[{\"role\":\"user\","
                    + "\"content\":{\"type\":\"text\",\"text\":\"" + "Say it in one sentence. ".repeat(10) + "\"}}]}}";

    private final ByteBuf called = buffer(new String(CheapUpstream.answer(), StandardCharsets.US_ASCII));
    private final Map<String, ByteBuf> others = Map.of(
            McpMethod.TOOLS_LIST.wire(), buffer(list(false)),
            McpMethod.DISCOVER.wire(), buffer(DISCOVERED),
            McpMethod.RESOURCES_READ.wire(), buffer(RESOURCE),
            McpMethod.PROMPTS_GET.wire(), buffer(PROMPT),
            McpMethod.NOTIFICATIONS_CANCELLED.wire(), buffer(""));

    /** As it is, or as somebody may see it who may not call {@link #REFUSED_TOOL}. */
    static String list(boolean isCut) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"tools\":["
                + IntStream.range(0, TOOLS)
                        .mapToObj(AgentAnswers::toolName)
                        .filter(name -> !isCut || !name.equals(REFUSED_TOOL))
                        .map(AgentAnswers::tool)
                        .collect(Collectors.joining(","))
                + "],\"ttlMs\":60000,\"cacheScope\":\"" + (isCut ? "private" : "public") + "\"}}";
    }

    private static String toolName(int i) {
        return switch (i) {
            case 0 -> Calls.TOOL;
            case 7 -> REFUSED_TOOL;
            case 13 -> SLOW_TOOL;
            default -> "tool_" + i;
        };
    }

    private static String tool(String name) {
        return "{\"name\":\"" + name + "\",\"description\":\"Does what its name says, with numbers of any size.\","
                + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"expression\":{\"type\":\"string\","
                + "\"description\":\"What to work on\"}},\"required\":[\"expression\"]}}";
    }

    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String method = request.requestHeaders().get(McpHeaders.METHOD, "");
        ByteBuf body = others.getOrDefault(method, called);
        boolean isNotice = !body.isReadable();
        Mono<Void> read = request.receive().then();
        if (SLOW_TOOL.equals(request.requestHeaders().get(McpHeaders.NAME))) {
            read = read.then(Mono.delay(SLOW, EventAnswer.timer(request)).then());
        }
        return read.then(Mono.defer(() -> {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
            return isNotice
                    ? response.status(HttpResponseStatus.ACCEPTED).send()
                    : response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                            .send(Mono.fromSupplier(body::duplicate))
                            .then();
        }));
    }

    private static ByteBuf buffer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(Math.max(1, bytes.length))
                .writeBytes(bytes)
                .asReadOnly());
    }
}
