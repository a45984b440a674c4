package dev.mcpgateway.git.content;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.repository.Reading;

/**
 * The lines of the text files of one commit in which something is found.
 *
 * @param searched how many files this page looked through
 * @param skipped how many of them were binary or over the limit
 */
public record Grep(
        String commit,
        List<Hit> hits,
        int searched,
        int skipped,
        @Nullable String truncated,
        @Nullable String nextCursor) {
    public record Hit(String path, int line, String text) {}

    public record Question(
            String repository, Revision ref, @Nullable GitPath path, Needle needle) {}

    private record Position(ObjectId commit, int file, int line) {
        static Position read(DataInputStream in) throws IOException {
            Position read = new Position(Cursor.readId(in), in.readInt(), in.readInt());
            if (read.file < 0 || read.line < 0) {
                throw new IOException("out of range");
            }
            return read;
        }

        void write(DataOutputStream out) throws IOException {
            commit.copyRawTo(out);
            out.writeInt(file);
            out.writeInt(line);
        }
    }

    public static Grep of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        Position from = cursor == null
                ? new Position(reading.commit(question.ref()), 0, 0)
                : Cursor.decode(question, cursor, Position::read);
        return new Search(reading, question, limit, from).run();
    }

    /** One page in the making. */
    private static final class Search {
        private final Reading reading;
        private final Question question;
        private final int limit;
        private final Position from;
        private final List<Hit> hits = new ArrayList<>();
        private int chars;
        private int searched;
        private int skipped;

        Search(Reading reading, Question question, int limit, Position from) {
            this.reading = reading;
            this.question = question;
            this.limit = limit;
            this.from = from;
        }

        Grep run() throws IOException {
            RevCommit commit = reading.commit(from.commit());
            try (TreeWalk walk = new TreeWalk(reading.jgit(), reading.objects())) {
                String prefix = enter(walk, commit);
                walk.setRecursive(true);
                for (int file = 0; walk.next(); file++) {
                    FileMode mode = walk.getFileMode(0);
                    boolean isFile = mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
                    if (file < from.file() || !isFile) {
                        continue;
                    }
                    reading.budget().progress(file, "files searched");
                    String path = GitPath.joined(prefix, GitPath.display(walk.getRawPath()));
                    int line = file == from.file() ? from.line() : 0;
                    int stopped = full() ? line : search(path, walk.getObjectId(0), line);
                    if (stopped >= 0) {
                        Position next = new Position(commit, file, stopped);
                        return grep(
                                commit,
                                full() ? "There are more hits." : "The time ran out; go on with the cursor.",
                                Cursor.encode(question, next::write));
                    }
                }
            }
            return grep(commit, null, null);
        }

        private Grep grep(RevCommit commit, @Nullable String truncated, @Nullable String next) {
            return new Grep(commit.name(), hits, searched, skipped, truncated, next);
        }

        private String enter(TreeWalk walk, RevCommit commit) throws IOException {
            GitPath path = question.path();
            if (path == null) {
                walk.addTree(reading.walk().parseTree(commit));
                return "";
            }
            TreeEntry entry = TreeEntry.at(reading, commit, path);
            if (entry.isFolder()) {
                walk.addTree(entry.id());
                return GitPath.display(path.rawAsFolder());
            }
            walk.addTree(reading.walk().parseTree(commit));
            walk.setFilter(new PathFence(path));
            return "";
        }

        /** The line to go on with, or -1 if the file is done. */
        private int search(String path, ObjectId id, int firstLine) throws IOException {
            if (reading.budget().checkSpent()) {
                return firstLine;
            }
            Blob blob = Blob.load(reading, id);
            searched++;
            if (!blob.isText()) {
                skipped++;
                return -1;
            }
            Charset charset = blob.charset();
            if (firstLine == 0 && !question.needle().mayBeIn(blob.text())) {
                return -1;
            }
            RawText lines = blob.lines();
            for (int line = firstLine; line < lines.size(); line++) {
                if (full() || reading.budget().checkSpent()) {
                    return line;
                }
                String text = charset.decode(lines.getRawString(line)).toString();
                if (question.needle().foundIn(text, reading.budget())) {
                    add(path, line, text);
                }
            }
            return -1;
        }

        private void add(String path, int line, String text) {
            String shown = reading.limits().cutLine(text);
            chars += path.length() + shown.length() + 40;
            hits.add(new Hit(path, line + 1, shown));
        }

        private boolean full() {
            return hits.size() >= limit || chars > reading.limits().pageBytes();
        }
    }
}
