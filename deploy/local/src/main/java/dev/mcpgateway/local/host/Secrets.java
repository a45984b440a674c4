package dev.mcpgateway.local.host;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The random secrets of one data folder, in a file that only its owner reads. Made once, so that tokens and tools of
 * the last run still fit.
 */
public final class Secrets {
    public static final String ISSUER_TOKEN = "JWT_ISSUER_ADMIN_TOKEN";
    public static final String SESSION_SEAL = "SESSION_SEAL_KEYS";
    private static final String[] NAMES = {
        "CALCULATOR_GATEWAY_SECRET", "DOCS_GATEWAY_SECRET", "GIT_GATEWAY_SECRET", ISSUER_TOKEN, SESSION_SEAL
    };

    private final Path file;
    private final Properties values;

    private Secrets(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    public static Secrets of(Layout layout) {
        Path file = layout.data().resolve("secrets.properties");
        try {
            if (!Files.exists(file)) {
                writePrivately(file, fresh());
            }
            return read(file);
        } catch (IOException cannot) {
            throw new Refusal("The secrets file %s cannot be used: %s".formatted(file, cannot.getMessage()));
        }
    }

    public String named(String name) {
        String value = values.getProperty(name, "");
        if (value.isBlank()) {
            throw new Refusal("%s has no %s: delete the file, the next ./up makes a new one.".formatted(file, name));
        }
        return value;
    }

    /** Never there with wider rights, not even for a moment. */
    public static void writePrivately(Path file, String text) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, mine);
        } catch (FileAlreadyExistsException raced) {
            throw new IOException("another process writes it at the same time", raced);
        }
        Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static Secrets read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
            values.load(reader);
        }
        return new Secrets(file, values);
    }

    private static String fresh() {
        SecureRandom random = new SecureRandom();
        return Stream.of(NAMES).map(name -> name + "=" + word(random) + "\n").collect(Collectors.joining());
    }

    private static String word(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[" + file + "]";
    }
}
