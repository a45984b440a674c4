package dev.mcpgateway.git.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.ignore.IgnoreNode;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.repository.Reading;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Finds what lies in the work tree without being in the index or ignored; a folder of such files counts as one. */
final class Untracked {
    private static final int MAX_IGNORE_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 512;
    private static final byte[] DOT_GIT = ".git".getBytes(UTF_8);

    private final Reading reading;
    private final Disk disk;
    private final DirCache index;
    private final StatusList found;
    private final Deque<Rules> rules = new ArrayDeque<>();

    Untracked(Reading reading, Disk disk, DirCache index, StatusList found) {
        this.reading = reading;
        this.disk = disk;
        this.index = index;
        this.found = found;
    }

    /** Ignore rules and the folder they count from. */
    private record Rules(int prefixLength, IgnoreNode node) {}

    void find(Path exclude) throws IOException {
        if (Files.isRegularFile(exclude)) {
            try (InputStream in = Files.newInputStream(exclude)) {
                push(0, in.readNBytes(MAX_IGNORE_BYTES));
            }
        }
        scan(new byte[0], true, 0);
    }

    /** Whether there is anything untracked; with {@code report} it is told, too. */
    private boolean scan(byte[] folder, boolean report, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            return false;
        }
        boolean pushed = readRules(folder);
        boolean any = false;
        Iterator<Disk.Child> children = disk.children(folder).iterator();
        while (children.hasNext() && (report || !any) && !found.endIfFullOrLate()) {
            Disk.Child child = children.next();
            reading.budget().check();
            if (!Arrays.equals(child.name(), DOT_GIT) && !child.isSpecial()) {
                any |= look(join(folder, child.name()), child.isFolder(), report, depth);
            }
        }
        if (pushed) {
            rules.pop();
        }
        return any;
    }

    private boolean look(byte[] path, boolean isFolder, boolean report, int depth) throws IOException {
        if (index.findEntry(path, path.length) >= 0) {
            return false; // a tracked file, or a submodule, which is not entered
        }
        if (isFolder && hasTracked(path)) {
            return scan(path, report, depth + 1);
        }
        if (ignored(path, isFolder)) {
            return false;
        }
        boolean counts = !isFolder || isRepository(path) || scan(path, false, depth + 1);
        if (counts && report) {
            found.untracked(GitPath.display(isFolder ? join(path, new byte[0]) : path));
        }
        return counts;
    }

    private boolean hasTracked(byte[] folder) {
        byte[] prefix = join(folder, new byte[0]);
        int at = index.findEntry(prefix, prefix.length);
        int next = at < 0 ? -at - 1 : at;
        if (next >= index.getEntryCount()) {
            return false;
        }
        byte[] raw = index.getEntry(next).getRawPath();
        return raw.length > prefix.length && Arrays.equals(raw, 0, prefix.length, prefix, 0, prefix.length);
    }

    private boolean isRepository(byte[] folder) throws IOException {
        return disk.attributes(join(folder, DOT_GIT)).isPresent();
    }

    private boolean readRules(byte[] folder) throws IOException {
        byte[] file = join(folder, ".gitignore".getBytes(UTF_8));
        if (disk.attributes(file).filter(a -> a.isRegularFile()).isEmpty()) {
            return false;
        }
        try (InputStream in = disk.open(file)) {
            push(folder.length == 0 ? 0 : folder.length + 1, in.readNBytes(MAX_IGNORE_BYTES));
        }
        return true;
    }

    private void push(int prefixLength, byte[] text) throws IOException {
        IgnoreNode node = new IgnoreNode();
        node.parse(new ByteArrayInputStream(text));
        rules.push(new Rules(prefixLength, node));
    }

    private boolean ignored(byte[] path, boolean isFolder) {
        for (Rules each : rules) {
            int from = each.prefixLength();
            String relative = new String(path, from, path.length - from, UTF_8);
            Optional<Boolean> decided = Optional.ofNullable(each.node().checkIgnored(relative, isFolder));
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return false;
    }

    /** With an empty name: the folder with its slash. */
    private static byte[] join(byte[] folder, byte[] name) {
        if (folder.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(folder, folder.length + 1 + name.length);
        joined[folder.length] = '/';
        System.arraycopy(name, 0, joined, folder.length + 1, name.length);
        return joined;
    }

    static List<byte[]> parents(byte[] path) {
        Deque<byte[]> parents = new ArrayDeque<>();
        for (int i = path.length - 1; i > 0; i--) {
            if (path[i] == '/') {
                parents.push(Arrays.copyOf(path, i));
            }
        }
        return List.copyOf(parents);
    }
}
