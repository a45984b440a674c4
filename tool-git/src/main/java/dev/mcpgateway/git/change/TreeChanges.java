package dev.mcpgateway.git.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.content.PathFence;
import dev.mcpgateway.git.repository.Reading;

/**
 * The files that differ between two commits, renames found as git finds them by default: a file that went and one that
 * came with at least half of its content.
 *
 * @param complete false if more files differ than the limit allows to look at
 */
public record TreeChanges(List<Change> changes, boolean complete) {
    private static final int RENAME_SCORE = 50;
    private static final int RENAME_LIMIT = 1000;

    /** @param before null compares to nothing, as for a first commit */
    public static TreeChanges between(
            Reading reading, @Nullable RevCommit before, RevCommit after, @Nullable GitPath path) throws IOException {
        List<DiffEntry> kept = new ArrayList<>();
        List<DiffEntry> moved = new ArrayList<>();
        int limit = reading.limits().changedFiles();
        boolean complete = true;
        try (TreeWalk walk = new TreeWalk(reading.jgit(), reading.objects())) {
            walk.setRecursive(true);
            if (before == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(reading.walk().parseTree(before));
            }
            walk.addTree(reading.walk().parseTree(after));
            walk.setFilter(
                    path == null
                            ? TreeFilter.ANY_DIFF
                            : AndTreeFilter.create(new PathFence(path), TreeFilter.ANY_DIFF));
            while (complete && walk.next()) {
                reading.budget().check();
                Found found = new Found(walk);
                (found.getChangeType() == DiffEntry.ChangeType.MODIFY ? kept : moved).add(found);
                complete = kept.size() + moved.size() < limit;
            }
        }
        kept.addAll(withRenames(reading, moved));
        List<Change> changes = new ArrayList<>();
        for (DiffEntry each : kept) {
            changes.add(Change.of(each));
        }
        changes.sort(Comparator.comparing(Change::sortKey));
        return new TreeChanges(changes, complete);
    }

    /**
     * Where a file that appears in a commit came from, as {@code git log --follow} sees it: the file before that is most like
     * it, whether that one went away or not.
     */
    public static Optional<GitPath> cameFrom(
            Reading reading, RevCommit before, GitPath path, FileMode mode, ObjectId id) throws IOException {
        List<DiffEntry> candidates = new ArrayList<>();
        candidates.add(new Found(path.toString(), FileMode.MISSING, ObjectId.zeroId(), mode, id));
        try (TreeWalk walk = new TreeWalk(reading.jgit(), reading.objects())) {
            walk.setRecursive(true);
            walk.addTree(reading.walk().parseTree(before));
            while (walk.next() && candidates.size() <= reading.limits().changedFiles()) {
                String name = GitPath.display(walk.getRawPath());
                candidates.add(
                        new Found(name, walk.getFileMode(0), walk.getObjectId(0), FileMode.MISSING, ObjectId.zeroId()));
            }
        }
        return withRenames(reading, candidates).stream()
                .filter(entry -> entry.getChangeType() == DiffEntry.ChangeType.RENAME)
                .findFirst()
                .map(entry -> GitPath.ofDisplayed(entry.getOldPath()));
    }

    private static List<DiffEntry> withRenames(Reading reading, List<DiffEntry> moved) throws IOException {
        boolean gone = moved.stream().anyMatch(each -> each.getChangeType() == DiffEntry.ChangeType.DELETE);
        boolean came = moved.stream().anyMatch(each -> each.getChangeType() == DiffEntry.ChangeType.ADD);
        if (!gone || !came) {
            return moved;
        }
        RenameDetector detector = new RenameDetector(reading.jgit());
        detector.setRenameScore(RENAME_SCORE);
        detector.setRenameLimit(RENAME_LIMIT);
        // Larger files are compared by id only.
        detector.setBigFileThreshold(reading.limits().blobBytes());
        detector.addAll(moved);
        return detector.compute();
    }

    /** A difference as the walk finds it, with its name in the spelling of answers instead of a guess at its encoding. */
    private static final class Found extends DiffEntry {
        Found(TreeWalk walk) {
            this(
                    GitPath.display(walk.getRawPath()),
                    walk.getFileMode(0),
                    walk.getObjectId(0),
                    walk.getFileMode(1),
                    walk.getObjectId(1));
        }

        Found(String path, FileMode before, ObjectId idBefore, FileMode after, ObjectId idAfter) {
            oldMode = before;
            newMode = after;
            oldId = AbbreviatedObjectId.fromObjectId(idBefore);
            newId = AbbreviatedObjectId.fromObjectId(idAfter);
            boolean added = oldMode == FileMode.MISSING;
            boolean deleted = newMode == FileMode.MISSING;
            changeType = added ? ChangeType.ADD : deleted ? ChangeType.DELETE : ChangeType.MODIFY;
            oldPath = added ? DEV_NULL : path;
            newPath = deleted ? DEV_NULL : path;
        }
    }
}
