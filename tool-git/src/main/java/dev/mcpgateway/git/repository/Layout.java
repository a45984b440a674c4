package dev.mcpgateway.git.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where the parts of a repository really lie, every one below an allowed root. Symbolic links and {@code .git} files may
 * point about inside the roots; one that leads out is refused when the service starts.
 *
 * @param gitDir holds {@code HEAD} and the index; for a linked work tree not the same as
 * @param commonDir holds objects and refs
 */
record Layout(Path gitDir, Path commonDir, Optional<Path> workTree) {
    private static final int MAX_POINTER_BYTES = 4096;
    private static final int MAX_LINK_CHECKS = 200_000;
    private static final List<String> PARTS =
            List.of("HEAD", "index", "config", "packed-refs", "shallow", "refs", "reftable", "info", "info/exclude");
    private static final List<String> SEARCHED = List.of("refs", "reftable", "objects/pack", "objects/info");

    static Layout find(Path configured, List<Path> roots) throws IOException {
        Path real = inside(configured, roots, "it");
        Path dotGit = real.resolve(".git");
        boolean hasWorkTree = Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS);
        Path gitDir = real;
        if (hasWorkTree) {
            gitDir =
                    inside(Files.isRegularFile(dotGit) ? pointer(dotGit, "gitdir: ", real) : dotGit, roots, "its .git");
        }
        Path common = gitDir;
        if (Files.exists(gitDir.resolve("commondir"))) {
            common = inside(pointer(gitDir.resolve("commondir"), "", gitDir), roots, "its commondir");
        }
        if (!Files.exists(gitDir.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                || !Files.isDirectory(common.resolve("objects"))) {
            throw new CannotServe("is not a git repository");
        }
        for (String part : PARTS) {
            checkIfPresent(gitDir.resolve(part), roots);
            checkIfPresent(common.resolve(part), roots);
        }
        inside(common.resolve("objects"), roots, "its objects");
        for (String part : SEARCHED) {
            checkLinksBelow(common.resolve(part), roots);
        }
        if (Files.exists(common.resolve("objects/pack/preserved"))) {
            throw new CannotServe("has objects/pack/preserved, which reading would change; remove that folder");
        }
        return new Layout(gitDir, common, hasWorkTree ? Optional.of(real) : Optional.empty());
    }

    /** Whether objects are borrowed from another repository. They are not followed. */
    boolean borrowsObjects() {
        Path alternates = commonDir.resolve("objects/info/alternates");
        try {
            return Files.exists(alternates) && Files.size(alternates) > 0;
        } catch (IOException e) {
            return true;
        }
    }

    boolean shallow() {
        return Files.exists(commonDir.resolve("shallow"));
    }

    private static Path inside(Path path, List<Path> roots, String what) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException e) {
            throw new CannotServe(what + " does not exist");
        }
        for (Path root : roots) {
            if (real.startsWith(root)) {
                return real;
            }
        }
        throw new CannotServe(what + " lies outside the allowed roots");
    }

    private static void checkIfPresent(Path path, List<Path> roots) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            // A symbolic HEAD may dangle in an empty repository; then there is nothing to leave for.
            if (Files.exists(path)) {
                inside(path, roots, "its " + path.getFileName());
            }
        }
    }

    private static void checkLinksBelow(Path folder, List<Path> roots) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            int seen = 0;
            for (Iterator<Path> each = paths.iterator(); each.hasNext(); ) {
                Path path = each.next();
                if (++seen > MAX_LINK_CHECKS) {
                    throw new CannotServe("has more than " + MAX_LINK_CHECKS + " loose refs and packs; run git gc");
                }
                if (Files.isSymbolicLink(path) && Files.exists(path)) {
                    inside(path, roots, "the link " + folder.getFileName() + "/" + folder.relativize(path));
                }
            }
        }
    }

    private static Path pointer(Path file, String prefix, Path base) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_POINTER_BYTES), UTF_8).strip();
            if (!text.startsWith(prefix.strip()) || text.indexOf('\0') >= 0) {
                throw new CannotServe("its " + file.getFileName() + " file does not name a folder");
            }
            return base.resolve(text.substring(prefix.strip().length()).strip());
        }
    }
}
