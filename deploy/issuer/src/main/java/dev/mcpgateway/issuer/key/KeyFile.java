package dev.mcpgateway.issuer.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;

/** Private keys as a JWK set: one per algorithm and one to seal with, each made when it is first needed. */
public final class KeyFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final int SEAL_BITS = 256;

    private final Path path;

    public KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Blocks: for the start only. */
    public Keys keys(Algorithm algorithm) throws IOException {
        List<JWK> kept = new ArrayList<>(Files.exists(path) ? read().getKeys() : List.of());
        int before = kept.size();
        try {
            JWK signing = find(
                    kept, key -> key.isPrivate() && algorithm.jose().equals(key.getAlgorithm()), algorithm::newKey);
            JWK seal = find(kept, key -> key instanceof OctetSequenceKey, KeyFile::newSeal);
            JWKSet all = new JWKSet(kept);
            Keys keys = new Keys(
                    new SigningKeys(all, signing, algorithm),
                    new Seal(seal.toOctetSequenceKey().toSecretKey("HmacSHA256")));
            if (kept.size() > before) {
                write(all);
            }
            return keys;
        } catch (JOSEException e) {
            throw new IOException("its keys do not work; remove it, and new ones are made");
        }
    }

    private static JWK find(List<JWK> keys, Predicate<JWK> wanted, Supplier<JWK> otherwise) {
        return keys.stream().filter(wanted).findFirst().orElseGet(() -> {
            JWK made = otherwise.get();
            keys.add(made);
            return made;
        });
    }

    private static JWK newSeal() {
        try {
            return new OctetSequenceKeyGenerator(SEAL_BITS).keyID("seal").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("A random number cannot be had", e);
        }
    }

    private JWKSet read() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it is larger than any key file");
        }
        try {
            return JWKSet.parse(Files.readString(path));
        } catch (ParseException e) {
            // Without the cause: a parser's message may quote the key.
            throw new IOException("it holds no JWK set; remove it, and a new one is made");
        }
    }

    /** Written aside and moved, so that a crash leaves the old file or the new one. */
    private void write(JWKSet keys) throws IOException {
        Path folder = Optional.ofNullable(path.getParent()).orElseThrow();
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, ".issuer-key", ".tmp", ownerOnly());
        try {
            Files.writeString(aside, keys.toString(false));
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
