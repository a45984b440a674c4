package dev.mcpgateway.git.history;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.change.TreeChanges;
import dev.mcpgateway.git.content.TreeEntry;
import dev.mcpgateway.git.repository.Reading;

/**
 * Commits from newest to oldest, in the order and with the history simplification of plain {@code git log}: by commit
 * time, a merge that equals one parent in the asked path is left for that parent.
 *
 * <p>A walk can be put down and taken up again by another call. What is remembered is the queue of commits still to
 * visit, so that page 1,000 costs what page 1 costs. That is exact as long as nothing newer than the last visited commit
 * turns up; with clocks that ran backwards it may, and then the walk is repeated from its start up to where it was.
 */
final class CommitWalk {
    private static final int MAX_REMEMBERED = 64;
    private static final int MAX_PATH = 4096;
    private static final int REMEMBERED_ENTRIES = 4096;

    private final Reading reading;
    private final ObjectId start;
    private final int since;
    private final boolean follow;
    private final @Nullable GitPath askedPath;
    private final Map<ObjectId, Optional<TreeEntry>> entries = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Optional<TreeEntry>> eldest) {
            return size() > REMEMBERED_ENTRIES;
        }
    };

    private final PriorityQueue<Queued> queue = new PriorityQueue<>();
    private final ObjectIdOwnerMap<Seen> seen = new ObjectIdOwnerMap<>();
    private @Nullable GitPath path;
    private @Nullable GitPath shownPath;
    private long visited;
    private long order;
    private int lastTime = Integer.MAX_VALUE;
    private int resumedBelow = Integer.MAX_VALUE;

    private CommitWalk(Reading reading, ObjectId start, @Nullable GitPath path, boolean follow, int since) {
        this.reading = reading;
        this.start = start;
        this.askedPath = path;
        this.path = path;
        this.follow = follow;
        this.since = since;
    }

    /**
     * @param path only commits that change it
     * @param follow go on with the older name where the path was renamed
     * @param since in seconds; older commits end the walk
     */
    static CommitWalk from(Reading reading, RevCommit start, @Nullable GitPath path, boolean follow, int since)
            throws IOException {
        CommitWalk walk = new CommitWalk(reading, start, path, follow, since);
        walk.enqueue(start);
        return walk;
    }

    static CommitWalk resume(
            Reading reading, @Nullable GitPath path, boolean follow, int since, DataInputStream position)
            throws IOException {
        CommitWalk walk = new CommitWalk(reading, Cursor.readId(position), path, follow, since);
        long visited = position.readLong();
        int lastTime = position.readInt();
        int pathLength = position.readUnsignedShort();
        if (visited < 0 || pathLength > MAX_PATH) {
            throw new IOException("out of range");
        }
        byte[] current = position.readNBytes(pathLength);
        int queued = position.readByte();
        if (queued < 0) {
            walk.replay(visited);
            return walk;
        }
        if (queued > MAX_REMEMBERED) {
            throw new IOException("out of range");
        }
        walk.path = pathLength == 0 ? path : GitPath.ofRaw(current);
        walk.visited = visited;
        walk.lastTime = lastTime;
        for (int i = 0; i < queued; i++) {
            walk.enqueue(reading.commit(Cursor.readId(position)));
        }
        walk.resumedBelow = lastTime;
        return walk;
    }

    void writePosition(DataOutputStream out) throws IOException {
        start.copyRawTo(out);
        out.writeLong(visited);
        out.writeInt(lastTime);
        byte[] current = follow && path != null ? path.raw() : new byte[0];
        out.writeShort(current.length);
        out.write(current);
        boolean remember = queue.size() <= MAX_REMEMBERED;
        out.writeByte(remember ? queue.size() : -1);
        if (remember) {
            List<Queued> sorted = new ArrayList<>(queue);
            sorted.sort(null);
            for (Queued each : sorted) {
                each.commit().copyRawTo(out);
            }
        }
    }

    boolean done() {
        return queue.isEmpty();
    }

    /** How many commits this and earlier calls have looked at. */
    long visited() {
        return visited;
    }

    /** The name the followed path had at the commit returned last. */
    @Nullable
    GitPath pathThen() {
        return follow ? shownPath : null;
    }

    /** Visits one commit; returns it if it belongs to the answer. Call only while not {@link #done()}. */
    Optional<RevCommit> next() throws IOException {
        RevCommit commit = queue.remove().commit();
        visited++;
        lastTime = Math.min(lastTime, commit.getCommitTime());
        if (commit.getCommitTime() < since) {
            return Optional.empty();
        }
        shownPath = path;
        GitPath wanted = path;
        boolean shown;
        if (wanted == null) {
            shown = true;
            enqueueParents(commit);
        } else if (follow) {
            shown = commit.getParentCount() < 2 && changes(commit, wanted);
            if (shown) {
                path = nameBefore(commit, wanted);
            }
            enqueueParents(commit);
        } else {
            shown = simplify(commit, wanted);
        }
        return shown ? Optional.of(commit) : Optional.empty();
    }

    private boolean simplify(RevCommit commit, GitPath wanted) throws IOException {
        Optional<TreeEntry> here = entry(commit, wanted);
        for (RevCommit parent : commit.getParents()) {
            if (here.equals(entry(parent, wanted))) {
                enqueueNew(parent);
                return false;
            }
        }
        enqueueParents(commit);
        return commit.getParentCount() > 0 || here.isPresent();
    }

    private boolean changes(RevCommit commit, GitPath wanted) throws IOException {
        Optional<TreeEntry> before =
                commit.getParentCount() == 0 ? Optional.empty() : entry(commit.getParent(0), wanted);
        return !entry(commit, wanted).equals(before);
    }

    private GitPath nameBefore(RevCommit commit, GitPath wanted) throws IOException {
        Optional<TreeEntry> here = entry(commit, wanted);
        if (commit.getParentCount() == 0
                || here.isEmpty()
                || entry(commit.getParent(0), wanted).isPresent()) {
            return wanted;
        }
        TreeEntry file = here.get();
        return TreeChanges.cameFrom(reading, commit.getParent(0), wanted, file.mode(), file.id())
                .orElse(wanted);
    }

    private Optional<TreeEntry> entry(RevCommit commit, GitPath wanted) throws IOException {
        reading.walk().parseHeaders(commit);
        if (follow) { // the name changes on the way, so a remembered answer may be to another question
            return TreeEntry.find(reading.objects(), commit.getTree(), wanted);
        }
        Optional<TreeEntry> known = entries.get(commit.getTree());
        if (known == null) {
            known = TreeEntry.find(reading.objects(), commit.getTree(), wanted);
            entries.put(commit.getTree().copy(), known);
        }
        return known;
    }

    private void enqueueParents(RevCommit commit) throws IOException {
        for (RevCommit parent : commit.getParents()) {
            enqueueNew(parent);
        }
    }

    private void enqueueNew(RevCommit parent) throws IOException {
        reading.walk().parseHeaders(parent);
        if (parent.getCommitTime() >= resumedBelow && !seen.contains(parent)) {
            // An earlier call may have visited it. Only the whole walk knows.
            replay(visited);
        } else {
            enqueue(parent);
        }
    }

    private void enqueue(RevCommit commit) throws IOException {
        if (!seen.contains(commit)) {
            reading.walk().parseHeaders(commit);
            seen.add(new Seen(commit));
            queue.add(new Queued(commit, order++));
        }
    }

    private void replay(long upTo) throws IOException {
        GitPath shown = shownPath;
        queue.clear();
        seen.clear();
        path = askedPath;
        visited = 0;
        lastTime = Integer.MAX_VALUE;
        resumedBelow = Integer.MAX_VALUE;
        enqueue(reading.commit(start));
        while (visited < upTo && !done()) {
            reading.budget().check();
            next();
        }
        shownPath = shown;
    }

    private record Queued(RevCommit commit, long order) implements Comparable<Queued> {
        @Override
        public int compareTo(Queued other) {
            int newest = Integer.compare(other.commit.getCommitTime(), commit.getCommitTime());
            return newest != 0 ? newest : Long.compare(order, other.order);
        }
    }

    private static final class Seen extends ObjectIdOwnerMap.Entry {
        Seen(ObjectId id) {
            super(id);
        }
    }
}
