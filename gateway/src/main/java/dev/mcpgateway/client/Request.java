package dev.mcpgateway.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.wire.HeaderText;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.McpVersion.Era;
import dev.mcpgateway.wire.MetaKeys;

/**
 * What we ask, before it is known which era its server speaks.
 *
 * @param params the JSON of the parameters' fields, without braces and without {@code _meta}; may be empty
 * @param arguments where the arguments stand in {@code params}, in bytes
 */
record Request(McpMethod method, Optional<String> name, String params, Range arguments) {
    private static final String CLIENT = "{\"name\":\"mcp-gateway\",\"version\":\"1\"}";
    private static final String META = "\"_meta\":{\"" + MetaKeys.PROTOCOL_VERSION + "\":\""
            + McpVersion.V2026_07_28.wire() + "\",\"" + MetaKeys.CLIENT_CAPABILITIES + "\":{},\""
            + MetaKeys.CLIENT_INFO + "\":" + CLIENT + "}";

    static final String ID = "1";

    static Request of(McpMethod method, String params) {
        return new Request(method, Optional.empty(), params, Range.NONE);
    }

    /** What a legacy server wants to hear first. */
    static Request initialize() {
        return of(
                McpMethod.INITIALIZE,
                "\"protocolVersion\":\"" + McpVersion.V2025_11_25.wire() + "\",\"capabilities\":{},\"clientInfo\":"
                        + CLIENT);
    }

    /** To be told when the tools change. */
    static Request listen() {
        return of(McpMethod.SUBSCRIPTIONS_LISTEN, "\"notifications\":{\"toolsListChanged\":true}");
    }

    McpMessage in(McpVersion version) {
        boolean isRequest = method.kind() != McpMethod.Kind.NOTIFICATION;
        String head = "{\"jsonrpc\":\"2.0\"," + (isRequest ? "\"id\":" + ID + "," : "") + "\"method\":\""
                + method.wire() + "\",\"params\":{";
        String meta = version.era() == Era.MODERN ? META : "";
        String between = params.isEmpty() || meta.isEmpty() ? "" : ",";
        int shift = head.getBytes(StandardCharsets.UTF_8).length;
        byte[] body = (head + params + between + meta + "}}").getBytes(StandardCharsets.UTF_8);
        return new McpMessage(
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                version,
                method,
                isRequest ? Optional.of(ID) : Optional.empty(),
                name,
                Kind.TOOL,
                List.of(),
                false,
                arguments.length() == 0 ? Range.NONE : new Range(arguments.from() + shift, arguments.to() + shift),
                Optional.empty());
    }

    HttpHeaders headers(McpVersion version) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (method != McpMethod.INITIALIZE) {
            headers.set(McpHeaders.PROTOCOL_VERSION, version.wire());
        }
        if (version.era() == Era.MODERN) {
            headers.set(McpHeaders.METHOD, method.wire());
            name.ifPresent(text -> headers.set(McpHeaders.NAME, HeaderText.of(text)));
        }
        return headers;
    }
}
