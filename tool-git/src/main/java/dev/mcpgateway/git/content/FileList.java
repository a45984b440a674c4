package dev.mcpgateway.git.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.repository.Reading;

/**
 * The entries of a folder at one commit, in git's order.
 *
 * @param commit the commit that was listed; later pages keep to it, whatever the ref moves to
 */
public record FileList(
        String commit,
        List<Entry> entries,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /**
     * @param kind file, executable, link, folder or submodule
     * @param size in bytes, of files and links
     */
    public record Entry(
            String path, String kind, String id, @Nullable Long size) {}

    /** @param recursive files of all folders below, instead of the folder's own entries */
    public record Question(
            String repository, Revision ref, @Nullable GitPath path, boolean recursive) {}

    public static FileList of(Reading reading, Question question, int limit, @Nullable String cursor)
            throws IOException {
        Position from = cursor == null
                ? new Position(reading.commit(question.ref()), 0)
                : Cursor.decode(question, cursor, Position::read);
        RevCommit commit = reading.commit(from.commit());
        List<Entry> entries = new ArrayList<>();
        long skipped = 0;
        int chars = 0;
        try (TreeWalk walk = new TreeWalk(reading.jgit(), reading.objects())) {
            String prefix = enter(reading, walk, commit, question.path());
            walk.setRecursive(question.recursive());
            while (walk.next()) {
                if (skipped < from.offset()) {
                    skipped++;
                    continue;
                }
                boolean full =
                        entries.size() == limit || chars > reading.limits().pageBytes();
                if (full || reading.budget().checkSpent()) {
                    Position next = new Position(commit, from.offset() + entries.size());
                    return new FileList(
                            commit.name(),
                            entries,
                            full ? "There are more entries." : "The time ran out.",
                            Cursor.encode(question, next::write));
                }
                Entry entry = entry(reading, walk, prefix);
                chars += entry.path().length() + 80;
                entries.add(entry);
            }
        }
        return new FileList(commit.name(), entries, null, null);
    }

    private static String enter(Reading reading, TreeWalk walk, RevCommit commit, @Nullable GitPath path)
            throws IOException {
        if (path == null) {
            walk.addTree(reading.walk().parseTree(commit));
            return "";
        }
        TreeEntry entry = TreeEntry.at(reading, commit, path);
        if (!entry.isFolder()) {
            throw new Refused("'" + path + "' is a " + entry.kind() + ", not a folder."
                    + (entry.isFile() ? " Read it with git_read_file." : " It is not followed."));
        }
        walk.addTree(entry.id());
        return GitPath.display(path.rawAsFolder());
    }

    private static Entry entry(Reading reading, TreeWalk walk, String prefix) throws IOException {
        FileMode mode = walk.getFileMode(0);
        ObjectId id = walk.getObjectId(0);
        String name = GitPath.display(walk.getRawPath());
        boolean sized = mode != FileMode.TREE && mode != FileMode.GITLINK;
        Long size = sized ? Long.valueOf(reading.objects().getObjectSize(id, Constants.OBJ_BLOB)) : null;
        return new Entry(GitPath.joined(prefix, name), TreeEntry.kind(mode), id.name(), size);
    }

    private record Position(ObjectId commit, long offset) {
        static Position read(java.io.DataInputStream in) throws IOException {
            return new Position(Cursor.readId(in), in.readLong());
        }

        void write(java.io.DataOutputStream out) throws IOException {
            commit.copyRawTo(out);
            out.writeLong(offset);
        }
    }
}
