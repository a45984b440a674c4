package dev.mcpgateway.edge;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.wire.HeaderText;
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
            McpMethod.NOTIFICATIONS_ROOTS_LIST_CHANGED,
            McpMethod.NOTIFICATIONS_TASKS_STATUS,
            McpMethod.TASKS_RESULT,
            McpMethod.TASKS_LIST);
    private static final Set<McpMethod> MODERN_ONLY =
            Set.of(McpMethod.DISCOVER, McpMethod.SUBSCRIPTIONS_LISTEN, McpMethod.TASKS_UPDATE);
    private static final Set<McpMethod> HAVE_NAME_HEADER = Set.of(
            McpMethod.TOOLS_CALL,
            McpMethod.PROMPTS_GET,
            McpMethod.RESOURCES_READ,
            McpMethod.TASKS_GET,
            McpMethod.TASKS_UPDATE,
            McpMethod.TASKS_CANCEL);
    private static final Optional<String> INITIALIZE = Optional.of(McpMethod.INITIALIZE.wire());

    private Agreement() {}

    static McpMessage between(Envelope.Content content, HttpHeaders headers) {
        McpVersion version = version(content, headers);
        McpMethod method = method(content, version);
        Named named = named(content, method);
        boolean modern = version.era() == Era.MODERN;
        boolean exempt = content.id().isEmpty() || !modern;
        if (method != McpMethod.RESPONSE) {
            agree(headers, McpHeaders.METHOD, method.wire(), exempt);
        }
        if (HAVE_NAME_HEADER.contains(method)) {
            agree(headers, McpHeaders.NAME, named.name().orElse(""), exempt);
        }
        if (modern && content.id().isPresent() && !content.saysCapabilities()) {
            throw missing(MetaKeys.CLIENT_CAPABILITIES);
        }
        return new McpMessage(
                content.body(),
                version,
                method,
                content.id(),
                named.name(),
                named.kind(),
                content.watched(),
                content.takesTasks(),
                content.arguments(),
                content.client());
    }

    /** What HTTP says without a body, in a session that a legacy client opened. */
    static McpMessage bodiless(McpMethod method, HttpHeaders headers) {
        McpVersion version = said(headers).map(Agreement::known).orElse(McpVersion.UNSAID);
        if (version.era() == Era.MODERN) {
            throw CallFailure.of(Reason.METHOD_NOT_ALLOWED, "this version of MCP takes POST only");
        }
        return McpMessage.bodiless(method, version);
    }

    /** What a message is about. */
    private record Named(Optional<String> name, Kind kind) {
        static final Named NOTHING = new Named(Optional.empty(), Kind.TOOL);
    }

    /** From the one key that the server reads for this method: another of the same body must not decide. */
    private static Named named(Envelope.Content content, McpMethod method) {
        return switch (method) {
            case TOOLS_CALL -> new Named(content.name(), Kind.TOOL);
            case PROMPTS_GET -> new Named(content.name(), Kind.PROMPT);
            case RESOURCES_READ, RESOURCES_SUBSCRIBE, RESOURCES_UNSUBSCRIBE -> new Named(content.uri(), Kind.RESOURCE);
            case COMPLETION_COMPLETE -> content.ref().map(Agreement::completed).orElse(Named.NOTHING);
            case TASKS_GET, TASKS_UPDATE, TASKS_RESULT, TASKS_CANCEL -> new Named(content.taskId(), Kind.TOOL);
            default -> Named.NOTHING;
        };
    }

    private static Named completed(Envelope.Ref ref) {
        return switch (ref.type()) {
            case "ref/prompt" -> new Named(ref.name(), Kind.PROMPT);
            case "ref/resource" -> new Named(ref.uri(), Kind.RESOURCE);
            default ->
                throw CallFailure.of(
                        Reason.INVALID_PARAMS, "\"ref\" must have the type \"ref/prompt\" or \"ref/resource\"");
        };
    }

    private static McpVersion version(Envelope.Content content, HttpHeaders headers) {
        Optional<String> inHeader = said(headers);
        if (content.metaVersion().isPresent()) {
            String inBody = content.metaVersion().get();
            if (!inHeader.equals(content.metaVersion())) {
                throw mismatch(McpHeaders.PROTOCOL_VERSION + " must be the version in _meta, " + inBody);
            }
            return McpVersion.of(inBody)
                    .filter(version -> version.era() == Era.MODERN)
                    .orElseThrow(() -> unsupported(inBody));
        }
        if (inHeader.isEmpty() || content.method().equals(INITIALIZE)) {
            // What initialize wants stands in its params, and is between client and server.
            return inHeader.flatMap(McpVersion::of)
                    .filter(v -> v.era() == Era.LEGACY)
                    .orElse(McpVersion.UNSAID);
        }
        McpVersion version = known(inHeader.get());
        if (version.era() == Era.MODERN) {
            throw missing(MetaKeys.PROTOCOL_VERSION);
        }
        return version;
    }

    private static Optional<String> said(HttpHeaders headers) {
        List<String> said = headers.getOrEmpty(McpHeaders.PROTOCOL_VERSION);
        if (said.size() > 1) {
            throw mismatch(McpHeaders.PROTOCOL_VERSION + " stands twice");
        }
        return said.stream().findFirst();
    }

    private static McpVersion known(String version) {
        return McpVersion.of(version).orElseThrow(() -> unsupported(version));
    }

    private static McpMethod method(Envelope.Content content, McpVersion version) {
        if (content.method().isEmpty()) {
            return McpMethod.RESPONSE;
        }
        Set<McpMethod> foreign = version.era() == Era.MODERN ? LEGACY_ONLY : MODERN_ONLY;
        McpMethod method = McpMethod.of(content.method().get())
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

    private static String decoded(String value) {
        try {
            return HeaderText.isEncoded(value) ? HeaderText.decoded(value) : value;
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
