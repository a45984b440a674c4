package dev.mcpgateway.edge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.McpVersion.Era;
import dev.mcpgateway.wire.MetaKeys;

/**
 * Header and body must say the same. The era comes from the body: modern {@code _meta} makes a modern request, whatever
 * its method.
 */
final class Agreement {
    private static final Set<McpMethod> LEGACY_ONLY = Set.of(
            McpMethod.INITIALIZE,
            McpMethod.PING,
            McpMethod.LOGGING_SET_LEVEL,
            McpMethod.RESOURCES_SUBSCRIBE,
            McpMethod.RESOURCES_UNSUBSCRIBE,
            McpMethod.NOTIFICATIONS_INITIALIZED,
            McpMethod.NOTIFICATIONS_ROOTS_LIST_CHANGED);
    private static final Set<McpMethod> MODERN_ONLY = Set.of(McpMethod.DISCOVER, McpMethod.SUBSCRIPTIONS_LISTEN);

    private Agreement() {}

    static McpMessage between(Envelope.Content content, HttpHeaders headers) {
        McpVersion version = version(content, headers);
        McpMethod method = method(content, version);
        Optional<String> name =
                method.kind() == McpMethod.Kind.USE ? content.name().or(content::uri) : Optional.empty();
        boolean modern = version.era() == Era.MODERN;
        boolean exempt = content.id().isEmpty() || !modern;
        agree(headers, McpHeaders.METHOD, method.wire(), exempt);
        if (method == McpMethod.TOOLS_CALL || method == McpMethod.PROMPTS_GET || method == McpMethod.RESOURCES_READ) {
            agree(headers, McpHeaders.NAME, name.orElse(""), exempt);
        }
        if (modern && content.id().isPresent() && !content.saysCapabilities()) {
            throw missing(MetaKeys.CLIENT_CAPABILITIES);
        }
        return new McpMessage(
                content.body(), version, method, content.id(), name, content.arguments(), content.client());
    }

    private static McpVersion version(Envelope.Content content, HttpHeaders headers) {
        List<String> said = headers.getOrEmpty(McpHeaders.PROTOCOL_VERSION);
        if (said.size() > 1) {
            throw mismatch(McpHeaders.PROTOCOL_VERSION + " stands twice");
        }
        Optional<String> inHeader = said.stream().findFirst();
        if (content.metaVersion().isPresent()) {
            String inBody = content.metaVersion().get();
            if (!inHeader.equals(content.metaVersion())) {
                throw mismatch(McpHeaders.PROTOCOL_VERSION + " must be the version in _meta, " + inBody);
            }
            return McpVersion.of(inBody)
                    .filter(version -> version.era() == Era.MODERN)
                    .orElseThrow(() -> unsupported(inBody));
        }
        if (inHeader.isEmpty() || content.method().equals(McpMethod.INITIALIZE.wire())) {
            // What initialize wants stands in its params, and is between client and server.
            return inHeader.flatMap(McpVersion::of)
                    .filter(v -> v.era() == Era.LEGACY)
                    .orElse(McpVersion.UNSAID);
        }
        McpVersion version = McpVersion.of(inHeader.get()).orElseThrow(() -> unsupported(inHeader.get()));
        if (version.era() == Era.MODERN) {
            throw missing(MetaKeys.PROTOCOL_VERSION);
        }
        return version;
    }

    private static McpMethod method(Envelope.Content content, McpVersion version) {
        Set<McpMethod> foreign = version.era() == Era.MODERN ? LEGACY_ONLY : MODERN_ONLY;
        McpMethod method = McpMethod.of(content.method())
                .filter(known -> !foreign.contains(known))
                .orElseThrow(() -> CallFailure.of(Reason.METHOD_NOT_FOUND, "this version knows no such method"));
        if ((method.kind() == McpMethod.Kind.NOTIFICATION) != content.id().isEmpty()) {
            throw CallFailure.of(
                    Reason.INVALID_REQUEST,
                    content.id().isEmpty() ? "a request needs an \"id\"" : "a notification has no \"id\"");
        }
        return method;
    }

    private static void agree(HttpHeaders headers, String name, String inBody, boolean mayBeMissing) {
        List<String> said = headers.getOrEmpty(name);
        if (said.isEmpty() && mayBeMissing) {
            return;
        }
        if (said.size() != 1 || !decoded(said.get(0)).equals(inBody)) {
            throw mismatch(name + " must be present once and say what the body says");
        }
    }

    /** {@code =?base64?…?=} carries what a header cannot hold as it is. */
    private static String decoded(String value) {
        if (!value.startsWith("=?base64?") || !value.endsWith("?=") || value.length() < 11) {
            return value;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(9, value.length() - 2));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw mismatch("a header is not valid base64");
        }
    }

    private static CallFailure unsupported(String requested) {
        return CallFailure.of(Reason.UNSUPPORTED_VERSION, "this protocol version is not supported")
                .with("supported", McpVersion.supported())
                .with("requested", requested);
    }

    private static CallFailure missing(String key) {
        return CallFailure.of(Reason.INVALID_PARAMS, "_meta must carry \"" + key + "\"");
    }

    private static CallFailure mismatch(String why) {
        return CallFailure.of(Reason.HEADER_MISMATCH, why);
    }
}
