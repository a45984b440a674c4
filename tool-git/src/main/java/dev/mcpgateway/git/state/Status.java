package dev.mcpgateway.git.state;

import java.io.IOException;
import java.util.List;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.repository.Reading;
import dev.mcpgateway.git.repository.WorkTree;

/**
 * How index and work tree differ from the commit on HEAD and from each other.
 *
 * @param branch null if HEAD is detached
 * @param head null before the first commit
 */
public record Status(
        @Nullable String branch,
        @Nullable String head,
        boolean clean,
        List<Entry> entries,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /**
     * @param index how the index differs from HEAD: added, modified, deleted, type_changed
     * @param workTree how the file differs from the index: modified, deleted, type_changed, untracked
     */
    public record Entry(
            String path, @Nullable String index, @Nullable String workTree, boolean conflicted) {}

    public record Question(String repository, boolean untracked) {}

    public static Status of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        int offset = cursor == null ? 0 : Cursor.decode(question, cursor, in -> Math.max(0, in.readInt()));
        WorkTree tree = reading.workTree()
                .orElseThrow(() -> new Refused(
                        "'" + reading.name() + "' is a bare repository: it has no work tree, so there is no status."));
        DirCache index = DirCache.read(tree.index().toFile(), reading.jgit().getFS());
        StatusList found = new StatusList(reading);
        Ref head = reading.jgit().getRefDatabase().exactRef(Constants.HEAD);
        ObjectId commit = head == null ? null : head.getObjectId();
        compareWithHead(reading, commit, index, found);
        Disk disk = new Disk(tree.root());
        new IndexComparison(reading, tree, disk, index, found).run();
        if (question.untracked() && !found.endIfFullOrLate()) {
            new Untracked(reading, disk, index, found).find(tree.exclude());
        }
        return page(reading, question, head, found, offset, limit);
    }

    private static Status page(
            Reading reading, Question question, @Nullable Ref head, StatusList found, int offset, int limit) {
        List<Entry> all = found.entries();
        int begin = Math.min(offset, all.size());
        int end = begin;
        int chars = 0;
        while (end < all.size()
                && end - begin < limit
                && chars < reading.limits().pageBytes()) {
            chars += all.get(end++).path().length() + 80;
        }
        boolean more = end < all.size();
        int next = end;
        ObjectId commit = head == null ? null : head.getObjectId();
        String branch = head == null || !head.isSymbolic()
                ? null
                : Repository.shortenRefName(head.getTarget().getName());
        return new Status(
                branch,
                commit == null ? null : commit.name(),
                all.isEmpty() && found.incomplete() == null,
                List.copyOf(all.subList(begin, end)),
                more ? "There are " + (all.size() - end) + " more entries." : found.incomplete(),
                more ? Cursor.encode(question, out -> out.writeInt(next)) : null);
    }

    private static void compareWithHead(Reading reading, @Nullable ObjectId commit, DirCache index, StatusList found)
            throws IOException {
        try (TreeWalk walk = new TreeWalk(reading.jgit(), reading.objects())) {
            if (commit == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(reading.walk().parseTree(commit));
            }
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (!found.endIfFullOrLate() && walk.next()) {
                DirCacheIterator here = walk.getTree(1, DirCacheIterator.class);
                DirCacheEntry entry = here == null ? null : here.getDirCacheEntry();
                String path = GitPath.display(walk.getRawPath());
                if (entry != null && entry.getStage() > 0) {
                    found.conflicted(path);
                } else if (entry == null || !entry.isIntentToAdd()) {
                    found.staged(path, difference(walk.getFileMode(0), walk.getFileMode(1)));
                }
            }
        }
    }

    private static String difference(FileMode before, FileMode now) {
        if (before == FileMode.MISSING) {
            return "added";
        }
        if (now == FileMode.MISSING) {
            return "deleted";
        }
        boolean sameType = (before.getBits() & FileMode.TYPE_MASK) == (now.getBits() & FileMode.TYPE_MASK);
        return sameType ? "modified" : "type_changed";
    }
}
