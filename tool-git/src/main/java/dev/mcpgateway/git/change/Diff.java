package dev.mcpgateway.git.change;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.repository.Reading;

/**
 * What differs between two commits, a page of files at a time.
 *
 * @param from the commit compared from; null if compared to nothing
 * @param filesChanged of the whole comparison, not only this page
 * @param patch in the format of {@code git diff}, if asked for
 */
public record Diff(
        @Nullable String from,
        String to,
        int filesChanged,
        List<FileDelta> files,
        @Nullable String patch,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /**
     * @param status added, modified, deleted, renamed or type_changed
     * @param added lines; null for what has no lines to count
     */
    public record FileDelta(
            String status,
            String path,
            @Nullable String oldPath,
            @Nullable Integer similarity,
            @Nullable Integer added,
            @Nullable Integer deleted,
            boolean binary) {
        static FileDelta of(FilePatch patch) {
            Change change = patch.change();
            boolean counted = !patch.binary() && !patch.tooLarge();
            return new FileDelta(
                    change.kind().word(),
                    change.path(),
                    change.oldPath(),
                    change.kind() == Change.Kind.RENAMED ? Integer.valueOf(change.similarity()) : null,
                    counted ? Integer.valueOf(patch.added()) : null,
                    counted ? Integer.valueOf(patch.deleted()) : null,
                    patch.binary());
        }
    }

    /** How the answer is to look; the cursor keeps to it. */
    public record Form(@Nullable GitPath path, boolean patch, int contextLines) {}

    /** The two ends, once known, and how far earlier pages came: whole files, then characters of the next one's patch. */
    private record Position(ObjectId from, ObjectId to, int file, int chars) {
        static Position read(DataInputStream in) throws IOException {
            Position read = new Position(Cursor.readId(in), Cursor.readId(in), in.readInt(), in.readInt());
            if (read.file < 0 || read.chars < 0) {
                throw new IOException("out of range");
            }
            return read;
        }

        void write(DataOutputStream out) throws IOException {
            from.copyRawTo(out);
            to.copyRawTo(out);
            out.writeInt(file);
            out.writeInt(chars);
        }
    }

    /** @param question what the cursor belongs to */
    public static Diff between(
            Reading reading, @Nullable RevCommit from, RevCommit to, Object question, Form form, int limit)
            throws IOException {
        ObjectId start = from == null ? ObjectId.zeroId() : from;
        return page(reading, new Position(start, to, 0, 0), question, form, limit);
    }

    public static Diff goOn(Reading reading, String cursor, Object question, Form form, int limit) throws IOException {
        return page(reading, Cursor.decode(question, cursor, Position::read), question, form, limit);
    }

    private static Diff page(Reading reading, Position position, Object question, Form form, int limit)
            throws IOException {
        boolean fromNothing = position.from().equals(ObjectId.zeroId());
        RevCommit from = fromNothing ? null : reading.commit(position.from());
        RevCommit to = reading.commit(position.to());
        TreeChanges changes = TreeChanges.between(reading, from, to, form.path());
        List<FileDelta> files = new ArrayList<>();
        StringBuilder patch = new StringBuilder();
        int pageBytes = reading.limits().pageBytes();
        String truncated = changes.complete()
                ? null
                : "More than " + reading.limits().changedFiles() + " files differ; the rest is left out.";
        Position next = position;
        int all = changes.changes().size();
        while (next.file() < all
                && files.size() < limit
                && patch.length() < pageBytes
                && !reading.budget().checkSpent()) {
            FilePatch file = FilePatch.of(reading, changes.changes().get(next.file()));
            reading.budget().progress(next.file(), "of " + all + " files compared");
            files.add(FileDelta.of(file));
            Position whole = new Position(next.from(), next.to(), next.file() + 1, 0);
            if (form.patch()) {
                String text = file.text(reading, form.contextLines());
                int begin = Math.min(next.chars(), text.length());
                int end = lineEnd(text, begin, begin + pageBytes - patch.length());
                patch.append(text, begin, end);
                whole = end == text.length() ? whole : new Position(next.from(), next.to(), next.file(), end);
            }
            next = whole;
        }
        boolean more = next.file() < all;
        if (more) {
            truncated = "Shown up to file " + files.size() + " of this page; " + (all - next.file()) + " of " + all
                    + " files remain.";
        }
        return new Diff(
                fromNothing ? null : position.from().name(),
                to.name(),
                all,
                files,
                form.patch() ? patch.toString() : null,
                truncated,
                more ? Cursor.encode(question, next::write) : null);
    }

    /** The end of the line in which the page is full; at least one line, so that every page gets on. */
    private static int lineEnd(String text, int begin, int full) {
        if (full >= text.length()) {
            return text.length();
        }
        int end = text.indexOf('\n', Math.max(begin, full));
        return end < 0 ? text.length() : end + 1;
    }
}
