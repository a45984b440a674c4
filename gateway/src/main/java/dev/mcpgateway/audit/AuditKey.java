package dev.mcpgateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one secret of the audit: 32 random bytes, from which a key is derived for each purpose. It may name those it
 * replaced, so that what they made can still be checked.
 */
final class AuditKey {
    private static final Logger log = LoggerFactory.getLogger(AuditKey.class);
    private static final int BYTES = 32;
    private static final String GENERATED = "audit-key";
    private static final String HOW = "AUDIT_KEY must be " + BYTES
            + " bytes in Base64: make one with 'openssl rand -base64 32'. Those it replaced"
            + " follow it, separated by commas";

    private final Digests derivation;
    private final List<AuditKey> former;

    private AuditKey(byte[] secret, List<AuditKey> former) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(HOW);
        }
        this.derivation = new Digests(secret);
        this.former = former;
    }

    /** The operator's key, or one that stays beside the spools of this machine. */
    static AuditKey of(AuditSettings settings, boolean isKept) {
        try {
            if (!settings.key().isBlank()) {
                return parse(settings.key());
            }
            if (!settings.keyFile().isBlank()) {
                return parse(Files.readString(Path.of(settings.keyFile())));
            }
            return isKept ? generated(settings.spoolDir().resolve(GENERATED)) : new AuditKey(random(), List.of());
        } catch (IOException e) {
            throw new UnusableSpool(settings.spoolDir(), e);
        }
    }

    static AuditKey parse(String text) {
        List<byte[]> secrets = Stream.of(text.strip().split("[,\\s]+", -1))
                .map(AuditKey::secret)
                .toList();
        return new AuditKey(
                secrets.get(0),
                secrets.stream()
                        .skip(1)
                        .map(secret -> new AuditKey(secret, List.of()))
                        .toList());
    }

    private static byte[] secret(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The decoder's own message would quote the secret.
            throw new IllegalArgumentException(HOW);
        }
    }

    /** Keys that made digests and seals before this one. */
    List<AuditKey> former() {
        return former;
    }

    byte[] forPurpose(String purpose) {
        return derivation.of(ByteBuffer.wrap(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    private static AuditKey generated(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        // Readable by this user alone, as temporary files are.
        Path draft = Files.createTempFile(folder, GENERATED, null);
        Files.writeString(draft, Base64.getEncoder().encodeToString(random()));
        try {
            // Two gateways may start at once: one of them makes the key, whole, and both use it.
            Files.createLink(file, draft);
            log.warn("AUDIT_KEY is not set: made a key in {}. Who can read that file can forge seals", file);
        } catch (FileAlreadyExistsException e) {
            log.warn("AUDIT_KEY is not set: using the key in {}", file);
        } finally {
            Files.delete(draft);
        }
        return parse(Files.readString(file));
    }

    private static byte[] random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @Override
    public String toString() {
        return "AuditKey[***]";
    }
}
