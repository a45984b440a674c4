package dev.mcpgateway.server.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.server.engine.ToolCatalogue;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;

/** Headers repeat parts of the body for those who read no bodies; whoever reads both must see them say the same. */
final class HeaderAgreement {
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";
    private static final int BASE64_GROUP = 4;

    private final ToolCatalogue catalogue;

    HeaderAgreement(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Before anything else: which version the rest of the message is to be read in. */
    static void checkVersion(HttpHeaders headers, String version) {
        same(McpHeaders.PROTOCOL_VERSION, one(headers, McpHeaders.PROTOCOL_VERSION), version);
    }

    void check(HttpHeaders headers, McpRequest request) {
        same(McpHeaders.METHOD, one(headers, McpHeaders.METHOD), request.method());
        String named = named(request);
        if (named != null) {
            same(McpHeaders.NAME, decoded(McpHeaders.NAME, one(headers, McpHeaders.NAME)), named);
        }
        if (McpMethod.TOOLS_CALL.wire().equals(request.method()) && named != null) {
            checkArguments(headers, named, request.params().path("arguments"));
        }
    }

    private static @Nullable String named(McpRequest request) {
        McpMethod method = McpMethod.of(request.method()).orElse(null);
        if (method == McpMethod.TOOLS_CALL || method == McpMethod.PROMPTS_GET) {
            return text(request.params().path("name"));
        }
        return method == McpMethod.RESOURCES_READ ? text(request.params().path("uri")) : null;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() ? value.stringValue() : null;
    }

    private void checkArguments(HttpHeaders headers, String tool, JsonNode arguments) {
        catalogue.mirrored(tool).byHeader().forEach((rest, pointer) -> {
            String name = McpHeaders.PARAM_PREFIX + rest;
            JsonNode value = arguments.at(pointer);
            String said = one(headers, name);
            if (value.isMissingNode() || value.isNull()) {
                if (said != null) {
                    throw RpcError.headerMismatch(name + " is there, but the argument is not");
                }
            } else if (!agree(decoded(name, said), value)) {
                throw mismatch(name, said, value.asString(""));
            }
        });
    }

    private static boolean agree(@Nullable String said, JsonNode value) {
        if (said == null) {
            return false;
        }
        if (value.isNumber()) {
            try {
                return new BigDecimal(said).compareTo(value.decimalValue()) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return said.equals(value.asString(""));
    }

    private static @Nullable String one(HttpHeaders headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw RpcError.headerMismatch(name + " must come once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static void same(String name, @Nullable String said, String meant) {
        if (!meant.equals(said)) {
            throw mismatch(name, said, meant);
        }
    }

    private static RpcError mismatch(String name, @Nullable String said, String meant) {
        return RpcError.headerMismatch(
                said == null
                        ? "Header mismatch: " + name + " is missing; the body says '" + meant + "'"
                        : "Header mismatch: " + name + " says '" + said + "', the body says '" + meant + "'");
    }

    private static @Nullable String decoded(String name, @Nullable String said) {
        if (said == null) {
            return null;
        }
        if (!said.startsWith(ENCODED) || !said.endsWith(ENCODED_END)) {
            if (!said.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
                throw RpcError.headerMismatch(name + " has characters that need the base64 form");
            }
            return said;
        }
        try {
            String inner = said.substring(ENCODED.length(), said.length() - ENCODED_END.length());
            if (inner.length() % BASE64_GROUP != 0) {
                throw new IllegalArgumentException("padding is missing"); // Java's decoder would forgive it
            }
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw RpcError.headerMismatch(name + " is not valid base64");
        }
    }
}
