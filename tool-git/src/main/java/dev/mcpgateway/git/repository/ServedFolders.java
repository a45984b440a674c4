package dev.mcpgateway.git.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What operators name: the repositories callers may read, and the roots outside of which nothing is.
 *
 * @param roots every part of a repository must lie below one of them; none given: below the named repository itself
 */
public record ServedFolders(List<Path> roots, List<Named> repositories) {
    public ServedFolders {
        roots = List.copyOf(roots);
        repositories = List.copyOf(repositories);
    }

    /**
     * @param name what callers say
     * @param path absolute, or below the first root
     */
    public record Named(String name, Path path, @Nullable String description) {}

    /** Reads {@code name=path, name=path}; a lone path is named after its last folder. */
    public static List<Named> parse(String list) {
        List<Named> named = new ArrayList<>();
        for (String each : list.split(",", -1)) {
            String entry = each.strip();
            if (!entry.isEmpty()) {
                int equals = entry.indexOf('=');
                Path path = Path.of(entry.substring(equals + 1).strip());
                named.add(new Named(
                        equals < 0 ? nameOf(path) : entry.substring(0, equals).strip(), path, null));
            }
        }
        return named;
    }

    /** A folder's own name, made fit to be a repository's. */
    public static String nameOf(Path path) {
        Path folder = path.toAbsolutePath().normalize().getFileName();
        String name = folder == null ? "repository" : folder.toString();
        name = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
        String fit = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[._-]+", "");
        return fit.isEmpty() ? "repository" : fit;
    }
}
