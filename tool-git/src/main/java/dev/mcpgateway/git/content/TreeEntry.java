package dev.mcpgateway.git.content;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.repository.Reading;

/** What a path names in a tree. Symbolic links and submodules are entries like any other and are not followed. */
public record TreeEntry(FileMode mode, ObjectId id) {
    private static final int ABBREVIATED = 10;

    public static Optional<TreeEntry> find(ObjectReader objects, ObjectId tree, GitPath path) throws IOException {
        byte[] raw = path.raw();
        CanonicalTreeParser parser = new CanonicalTreeParser();
        TreeEntry entry = new TreeEntry(FileMode.TREE, tree);
        int start = 0;
        while (start <= raw.length) {
            if (!entry.isFolder()) {
                return Optional.empty();
            }
            int end = start;
            while (end < raw.length && raw[end] != '/') {
                end++;
            }
            Optional<TreeEntry> child = child(parser, objects, entry.id(), raw, start, end);
            if (child.isEmpty()) {
                return child;
            }
            entry = child.get();
            start = end + 1;
        }
        return Optional.of(entry);
    }

    /** What the path names at a commit; refuses with a hint if it names nothing. */
    public static TreeEntry at(Reading reading, RevCommit commit, GitPath path) throws IOException {
        return find(reading.objects(), reading.walk().parseTree(commit), path)
                .orElseThrow(() -> new Refused("There is no '" + path + "' at commit "
                        + commit.abbreviate(ABBREVIATED).name() + ". git_list_files lists what there is."));
    }

    private static Optional<TreeEntry> child(
            CanonicalTreeParser parser, ObjectReader objects, ObjectId tree, byte[] raw, int start, int end)
            throws IOException {
        parser.reset(objects, tree);
        byte[] name = new byte[256];
        while (!parser.eof()) {
            int length = parser.getNameLength();
            if (length == end - start) {
                name = name.length < length ? new byte[length] : name;
                parser.getName(name, 0);
                if (Arrays.equals(name, 0, length, raw, start, end)) {
                    return Optional.of(new TreeEntry(parser.getEntryFileMode(), parser.getEntryObjectId()));
                }
            }
            parser.next(1);
        }
        return Optional.empty();
    }

    public boolean isFolder() {
        return mode == FileMode.TREE;
    }

    public boolean isFile() {
        return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
    }

    /** {@code file}, {@code executable}, {@code link}, {@code folder} or {@code submodule}. */
    public String kind() {
        return kind(mode);
    }

    public static String kind(FileMode mode) {
        if (mode == FileMode.TREE) {
            return "folder";
        }
        if (mode == FileMode.SYMLINK) {
            return "link";
        }
        if (mode == FileMode.GITLINK) {
            return "submodule";
        }
        return mode == FileMode.EXECUTABLE_FILE ? "executable" : "file";
    }
}
