package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;

/**
 * Keyed digests of arguments: who holds the key can tell whether a call carried given bytes, and nobody can find short
 * arguments by trying.
 */
final class Digests {
    private static final String ALGORITHM = "HmacSHA256";

    /** Each thread its own, ready for the next: preparing one costs as much as using it. */
    private final ThreadLocal<Mac> macs;

    Digests(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
        macs = ThreadLocal.withInitial(() -> prepared(secret));
    }

    @Nullable
    Hash ofArguments(AuditRecord record) {
        Optional<McpCall> call = record.call();
        if (call.isEmpty()) {
            return null;
        }
        McpMessage message = call.get().message();
        if (message.arguments().length() == 0) {
            return null;
        }
        return Hash.of(record.facts().argumentsDigest(() -> of(message)));
    }

    private ByteBuffer of(McpMessage message) {
        McpMessage.Range range = message.arguments();
        ByteBuffer arguments = message.body().duplicate();
        int start = arguments.position();
        arguments.limit(start + range.to()).position(start + range.from());
        return ByteBuffer.wrap(of(arguments)).asReadOnlyBuffer();
    }

    byte[] of(ByteBuffer bytes) {
        Mac mac = macs.get();
        mac.update(bytes);
        return mac.doFinal();
    }

    private static Mac prepared(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
