package dev.mcpgateway.local.build;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the signatures off unpacked copies of other people's jars. JDK 17 leaves signed classes out of an archive, and
 * crashes while writing it when one of them has a lambda. Maven checked the originals when it fetched them.
 */
final class SignedJars {
    private static final Pattern SIGNATURE = Pattern.compile("(?i).+\\.(SF|RSA|DSA|EC)");

    private SignedJars() {}

    static void unsign(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                unsignOne(jar);
            }
        }
    }

    private static void unsignOne(Path jar) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path metadata = inside.getPath("META-INF");
            if (!Files.isDirectory(metadata)) {
                return;
            }
            for (Path signature : signatures(metadata)) {
                Files.delete(signature);
            }
        }
    }

    private static List<Path> signatures(Path metadata) throws IOException {
        try (Stream<Path> files = Files.list(metadata)) {
            return files.filter(file -> SIGNATURE
                            .matcher(String.valueOf(file.getFileName()))
                            .matches())
                    .toList();
        }
    }
}
