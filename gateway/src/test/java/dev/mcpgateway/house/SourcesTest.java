package dev.mcpgateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What can only be seen in the sources, over all modules. */
class SourcesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST = 300;
    private static final int MOST_PUBLIC_TYPES = 7;

    /** Packages with more public types than seven, each with its reason. */
    private static final Map<String, String> WIDE = Map.of(
            "dev/mcpgateway/call", "the words every room speaks",
            "dev/mcpgateway/config", "one record for each thing an operator can write");

    /** Longer files, each with its reason. */
    private static final Map<String, String> LONG =
            Map.of("AuthenticatorTest.java", "one issuer, its keys and its clock, seen from every side");

    @Test
    void everyPackageSaysWhatBelongsInIt() throws IOException {
        Set<Path> silent = sources()
                .map(Path::getParent)
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .collect(Collectors.toSet());

        assertThat(silent).isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanAReaderCanHold() throws IOException {
        List<String> tooLong = sources()
                .filter(file -> lines(file) > LONGEST
                        && !LONG.containsKey(file.getFileName().toString()))
                .map(file -> ROOT.relativize(file) + " has " + lines(file) + " lines")
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void aPackageShowsFewDoors() throws IOException {
        Map<Path, Long> publicTypes = sources()
                .filter(file -> file.toString().contains("/src/main/"))
                .filter(
                        file -> text(file)
                                .lines()
                                .anyMatch(
                                        line -> line.matches(
                                                "public (abstract |final |sealed |non-sealed )*(class|record|interface|enum|@interface) .*")))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        List<String> wide = publicTypes.entrySet().stream()
                .filter(entry -> entry.getValue() > MOST_PUBLIC_TYPES)
                .map(entry -> entry.getKey().toString())
                .filter(name -> WIDE.keySet().stream().noneMatch(name::endsWith))
                .toList();
        assertThat(wide).isEmpty();
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/.data/"))
                    .toList()
                    .stream();
        }
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
