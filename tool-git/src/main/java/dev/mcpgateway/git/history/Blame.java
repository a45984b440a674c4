package dev.mcpgateway.git.history;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.MeteredLines;
import dev.mcpgateway.git.content.Blob;
import dev.mcpgateway.git.content.TreeEntry;
import dev.mcpgateway.git.repository.Reading;

/**
 * Which commit each line of a file comes from.
 *
 * @param totalLines of the whole file
 */
public record Blame(
        String commit,
        String path,
        int totalLines,
        List<Origin> origins,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /**
     * Neighbouring lines that came with one commit.
     *
     * @param originalPath what the file was called there
     * @param originalLine where the first of them stood there
     */
    public record Origin(
            int firstLine,
            int lastLine,
            String commit,
            CommitInfo.Person author,
            String subject,
            String originalPath,
            int originalLine,
            String text) {}

    public record Question(String repository, Revision ref, GitPath path, int firstLine, int lastLine) {
        public Question {
            if (firstLine < 1 || lastLine < firstLine) {
                throw new Refused("The lines " + firstLine + " to " + lastLine + " are no range; lines count from 1.");
            }
        }
    }

    private record Position(ObjectId commit, int line) {
        static Position read(DataInputStream in) throws IOException {
            return new Position(Cursor.readId(in), in.readInt());
        }

        void write(DataOutputStream out) throws IOException {
            commit.copyRawTo(out);
            out.writeInt(line);
        }
    }

    public static Blame of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        Position from = cursor == null
                ? new Position(reading.commit(question.ref()), question.firstLine())
                : Cursor.decode(question, cursor, Position::read);
        RevCommit commit = reading.commit(from.commit());
        Blob blob = blob(reading, commit, question.path());
        RawText lines = blob.lines();
        if (lines.size() == 0) {
            return new Blame(commit.name(), question.path().toString(), 0, List.of(), null, null);
        }
        if (from.line() < 1 || from.line() > lines.size()) {
            throw new Refused("The file has " + lines.size() + " lines; line " + from.line() + " is not among them.");
        }
        int wanted = Math.min(lines.size(), question.lastLine());
        int last = (int) Math.min(wanted, (long) from.line() + limit - 1);
        last = withinPage(reading, lines, from.line(), last);
        List<Origin> origins = trace(reading, commit, question.path(), blob, from.line(), last);
        Position next = new Position(commit, last + 1);
        boolean more = last < wanted;
        return new Blame(
                commit.name(),
                question.path().toString(),
                lines.size(),
                origins,
                more ? "The lines go on at " + next.line() + "." : null,
                more ? Cursor.encode(question, next::write) : null);
    }

    private static int withinPage(Reading reading, RawText lines, int first, int last) {
        int bytes = 0;
        for (int line = first; line < last; line++) {
            bytes += lines.getRawString(line - 1).remaining();
            if (bytes > reading.limits().pageBytes()) {
                return line;
            }
        }
        return last;
    }

    private static Blob blob(Reading reading, RevCommit commit, GitPath path) throws IOException {
        TreeEntry entry = TreeEntry.at(reading, commit, path);
        if (!entry.isFile()) {
            throw new Refused("'" + path + "' is a " + entry.kind() + "; only files have lines.");
        }
        Blob blob = Blob.load(reading, entry.id());
        if (!blob.loaded()) {
            throw new Refused("'" + path + "' has " + blob.size() + " bytes; the limit is "
                    + reading.limits().blobBytes() + ".");
        }
        if (blob.isBinary()) {
            throw new Refused("'" + path + "' is binary; it has no lines.");
        }
        return blob;
    }

    private static List<Origin> trace(Reading reading, RevCommit commit, GitPath path, Blob blob, int first, int last)
            throws IOException {
        String name = new String(path.raw(), StandardCharsets.UTF_8);
        if (!GitPath.parse(path.toString()).equals(GitPath.ofRaw(name.getBytes(StandardCharsets.UTF_8)))) {
            throw new Refused("The name of this file is not UTF-8; its lines cannot be traced.");
        }
        Line[] traced = new Line[last - first + 1];
        int missing = traced.length;
        try (BlameGenerator blame = new BlameGenerator(reading.jgit(), name)) {
            blame.setDiffAlgorithm(MeteredLines.histogram()).setTextComparator(new MeteredLines(reading.budget()));
            blame.push(null, commit);
            while (missing > 0 && blame.next()) {
                reading.budget().check();
                reading.budget().progress((long) traced.length - missing, "of " + traced.length + " lines traced");
                int begin = Math.max(blame.getResultStart(), first - 1);
                for (int line = begin; line < Math.min(blame.getResultEnd(), last); line++) {
                    int source = blame.getSourceStart() + line - blame.getResultStart();
                    traced[line - first + 1] = new Line(blame.getSourceCommit(), blame.getSourcePath(), source);
                    missing--;
                }
            }
        }
        return group(reading, traced, first, blob);
    }

    private static List<Origin> group(Reading reading, Line[] traced, int first, Blob blob) throws IOException {
        List<Origin> origins = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= traced.length; end++) {
            Line start = Objects.requireNonNull(traced[begin]);
            boolean sameOrigin = end < traced.length && start.precedes(traced[end], end - begin);
            if (!sameOrigin) {
                RevCommit source = reading.commit(start.commit());
                reading.walk().parseBody(source);
                CommitInfo info = CommitInfo.of(source, null, reading.limits());
                RawText lines = blob.lines();
                byte[] text = bytes(lines, first - 1 + begin, first - 1 + end);
                origins.add(new Origin(
                        first + begin,
                        first + end - 1,
                        info.id(),
                        info.author(),
                        reading.limits().cutLine(info.subject()),
                        start.path(),
                        start.number() + 1,
                        new String(text, blob.charset())));
                begin = end;
            }
        }
        return origins;
    }

    private static byte[] bytes(RawText lines, int begin, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int line = begin; line < end; line++) {
            ByteBuffer raw = lines.getRawString(line);
            out.write(raw.array(), raw.arrayOffset() + raw.position(), raw.remaining());
            out.write('\n');
        }
        return out.toByteArray();
    }

    private record Line(RevCommit commit, String path, int number) {
        boolean precedes(Line other, int distance) {
            return commit.equals(other.commit) && path.equals(other.path) && number + distance == other.number;
        }
    }
}
