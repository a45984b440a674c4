package dev.mcpgateway.bench.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.MetaKeys;

/** Calls of {@link StreamTool} as an MCP client of the newest protocol writes them. */
public final class Requests {
    public static final String TOOL = "watch";

    /** Another tool of the same server, for rules that forbid it. */
    public static final String FORBIDDEN = "never";

    private static final String VERSION = "2026-07-28";

    private Requests() {}

    /** A body, and the headers that say the same. */
    public record Message(String method, Optional<String> tool, String body) {
        public List<String> headers() {
            List<String> headers = new ArrayList<>(List.of(
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "application/json, text/event-stream",
                    McpHeaders.PROTOCOL_VERSION,
                    VERSION,
                    McpHeaders.METHOD,
                    method));
            tool.ifPresent(name -> headers.addAll(List.of(McpHeaders.NAME, name)));
            return headers;
        }
    }

    public static Message list() {
        return message(McpMethod.TOOLS_LIST, Optional.empty(), "");
    }

    /** @param arguments of the tool, as JSON */
    public static Message call(String tool, String arguments) {
        return message(
                McpMethod.TOOLS_CALL, Optional.of(tool), ",\"name\":\"" + tool + "\",\"arguments\":" + arguments);
    }

    private static Message message(McpMethod method, Optional<String> tool, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method.wire() + "\",\"params\":{\"_meta\":{\""
                + MetaKeys.PROTOCOL_VERSION + "\":\"" + VERSION + "\",\"" + MetaKeys.CLIENT_CAPABILITIES + "\":{},\""
                + MetaKeys.CLIENT_INFO + "\":{\"name\":\"bench\",\"version\":\"1\"},\"progressToken\":1}" + params
                + "}}";
        return new Message(method.wire(), tool, body);
    }

    /** The whole HTTP request. */
    public static byte[] http(int port, String path, String token, Message message) {
        StringBuilder request = new StringBuilder(1_024);
        request.append("POST ")
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost:")
                .append(port);
        request.append("\r\nAuthorization: Bearer ").append(token);
        List<String> headers = message.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            request.append("\r\n").append(headers.get(i)).append(": ").append(headers.get(i + 1));
        }
        request.append("\r\nContent-Length: ").append(message.body().length());
        request.append("\r\n\r\n").append(message.body());
        return request.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Arguments with which the tool answers with a stream.
     *
     * @param events after so many the result comes; with 0 when the tool is told to finish
     * @param padding bytes that make each event larger
     */
    public static String streaming(long events, int padding) {
        return "{\"events\":" + events + ",\"padding\":" + padding + "}";
    }

    /** Arguments with which it answers with JSON, after {@code seconds} or up to one less. */
    public static String slow(int seconds) {
        return "{\"turns\":" + seconds + "}";
    }
}
