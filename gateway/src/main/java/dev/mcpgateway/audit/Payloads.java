package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.config.ServerSpec;

/**
 * What is kept of a call's arguments, for tools whose entry in tools.yaml asks for it: redacted and cut before it is
 * written anywhere. Of a call that was refused nothing is kept: no tool has seen it, and refusals are cheap to cause.
 */
final class Payloads {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Digests digests;
    private final List<Digests> former;

    Payloads(Digests digests) {
        this(digests, List.of());
    }

    /**
     * @param digests with a key of their own: a payload that was erased cannot be guessed from what remains
     * @param former with the keys that were replaced
     */
    Payloads(Digests digests, List<Digests> former) {
        this.digests = digests;
        this.former = former;
    }

    /** UTF-8 text; empty for nearly every call. */
    static ByteBuffer of(AuditRecord record) {
        if (record.call().isEmpty() || record.outcome() instanceof Outcome.Refused) {
            return NONE;
        }
        McpCall call = record.call().get();
        Optional<ServerSpec.Payload> wanted = call.tool().flatMap(ServerSpec.Tool::payload);
        if (wanted.isEmpty() || call.message().arguments().length() == 0) {
            return NONE;
        }
        return record.facts()
                .payload(() -> redacted(call.message(), wanted.get()))
                .duplicate();
    }

    @Nullable
    Hash digest(AuditRecord record) {
        ByteBuffer payload = of(record);
        return payload.hasRemaining() ? digest(payload) : null;
    }

    /** Whether it is the payload that was given this digest, with the key of now or one of before. */
    boolean isDigest(Hash digest, ByteBuffer payload) {
        return digest(payload).equals(digest)
                || former.stream().anyMatch(old -> digest(old, payload).equals(digest));
    }

    private Hash digest(ByteBuffer payload) {
        return digest(digests, payload);
    }

    private static Hash digest(Digests digests, ByteBuffer payload) {
        return Hash.of(ByteBuffer.wrap(digests.of(payload.duplicate())));
    }

    private static ByteBuffer redacted(McpMessage message, ServerSpec.Payload wanted) {
        McpMessage.Range range = message.arguments();
        byte[] arguments = new byte[range.length()];
        ByteBuffer body = message.body().duplicate();
        body.position(body.position() + range.from()).get(arguments);
        byte[] kept = Redaction.of(arguments, wanted.redact(), wanted.most());
        // Postgres takes no text that is not UTF-8.
        return StandardCharsets.UTF_8
                .encode(StandardCharsets.UTF_8.decode(ByteBuffer.wrap(kept)))
                .asReadOnlyBuffer();
    }
}
