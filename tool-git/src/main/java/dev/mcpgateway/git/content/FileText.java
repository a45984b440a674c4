package dev.mcpgateway.git.content;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.repository.Reading;

/**
 * A file at one commit, or some of its lines. A binary file and one over the limit are described, not shown; a symbolic
 * link is shown as the text it consists of.
 *
 * @param encoding how the bytes were read as text
 * @param text the lines asked for, with their line ends
 * @param firstLine counted from 1; 0 if there is no text
 * @param totalLines of the whole file
 * @param truncated what is missing from the answer, and why
 */
public record FileText(
        String commit,
        String path,
        String kind,
        String id,
        long size,
        boolean binary,
        @Nullable String encoding,
        @Nullable String text,
        int firstLine,
        int lastLine,
        int totalLines,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /** @param lastLine how far to read; {@link Integer#MAX_VALUE} to the end */
    public record Question(String repository, Revision ref, GitPath path, int firstLine, int lastLine) {
        public Question {
            if (firstLine < 1 || lastLine < firstLine) {
                throw new Refused("The lines " + firstLine + " to " + lastLine + " are no range; lines count from 1.");
            }
        }
    }

    public static FileText of(Reading reading, Question question, int limit, @Nullable String cursor)
            throws IOException {
        Position from = cursor == null
                ? new Position(reading.commit(question.ref()), question.firstLine())
                : Cursor.decode(question, cursor, Position::read);
        RevCommit commit = reading.commit(from.commit());
        TreeEntry entry = TreeEntry.at(reading, commit, question.path());
        if (entry.isFolder()) {
            throw new Refused("'" + question.path() + "' is a folder. git_list_files lists it.");
        }
        if (entry.kind().equals("submodule")) {
            throw new Refused("'" + question.path() + "' is a submodule at commit "
                    + entry.id().name() + ". Submodules are not followed.");
        }
        Blob blob = Blob.load(reading, entry.id());
        Described file = new Described(commit, question.path(), entry, blob);
        if (!blob.loaded()) {
            return file.without("The file is larger than the limit of "
                    + reading.limits().blobBytes() + " bytes and was not loaded.");
        }
        boolean wide = blob.charset().name().startsWith("UTF-16");
        if (blob.isBinary() && !wide) {
            return file.without("The file is binary.");
        }
        return new Page(reading, question, file, blob, wide).from(from.line(), limit);
    }

    private record Described(RevCommit commit, GitPath path, TreeEntry entry, Blob blob) {
        FileText without(String why) {
            return build(blob.loaded(), null, null, 0, 0, 0, why, null);
        }

        FileText build(
                boolean binary,
                @Nullable String encoding,
                @Nullable String text,
                int first,
                int last,
                int total,
                @Nullable String truncated,
                @Nullable String next) {
            return new FileText(
                    commit.name(),
                    path.toString(),
                    entry.kind(),
                    entry.id().name(),
                    blob.size(),
                    binary,
                    encoding,
                    text,
                    first,
                    last,
                    total,
                    truncated,
                    next);
        }
    }

    private record Page(Reading reading, Question question, Described file, Blob blob, boolean wide) {
        FileText from(int first, int limit) {
            Charset charset = blob.charset();
            String all = text();
            int total = 0;
            int at = 0;
            for (int begin = 0; begin < all.length(); begin = lineEnd(all, begin)) {
                total++;
                at = total == first ? begin : at;
            }
            if (first > total && total > 0) {
                throw new Refused("The file has " + total + " lines; line " + first + " is not among them.");
            }
            StringBuilder text = new StringBuilder();
            int wanted = Math.min(total, question.lastLine());
            int last = first - 1;
            int cut = 0;
            int most = reading.limits().lineChars();
            while (last < wanted
                    && last - first + 1 < limit
                    && text.length() < reading.limits().pageBytes()) {
                int end = lineEnd(all, at);
                if (end - at > most) {
                    cut++;
                    text.append(all, at, reading.limits().cutAt(all, at)).append('\n');
                } else {
                    text.append(all, at, end);
                }
                at = end;
                last++;
            }
            Optional<String> cutLines = cut == 0
                    ? Optional.empty()
                    : Optional.of(
                            cut + (cut == 1 ? " line was" : " lines were") + " cut after " + most + " characters.");
            boolean more = last < wanted;
            Position next = new Position(file.commit(), last + 1);
            String rest = more ? "The text goes on at line " + next.line() + "." : null;
            String truncated = cutLines.map(c -> more ? c + " " + rest : c).orElse(rest);
            return file.build(
                    false,
                    charset.name(),
                    text.toString(),
                    total == 0 ? 0 : first,
                    last,
                    total,
                    truncated,
                    more ? Cursor.encode(question, next::write) : null);
        }

        private String text() {
            String all = blob.text();
            return wide && all.startsWith("\ufeff") ? all.substring(1) : all;
        }

        /** Lines are walked over, not kept: a small file may have millions. */
        private static int lineEnd(String all, int begin) {
            int newline = all.indexOf('\n', begin);
            return newline < 0 ? all.length() : newline + 1;
        }
    }

    private record Position(ObjectId commit, int line) {
        static Position read(java.io.DataInputStream in) throws IOException {
            Position read = new Position(Cursor.readId(in), in.readInt());
            if (read.line < 1) {
                throw new IOException("out of range");
            }
            return read;
        }

        void write(java.io.DataOutputStream out) throws IOException {
            commit.copyRawTo(out);
            out.writeInt(line);
        }
    }
}
