package dev.mcpgateway.git.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.content.Blob;
import dev.mcpgateway.git.repository.Reading;

/**
 * One changed file, line by line.
 *
 * @param binary no lines, because one side is binary
 * @param tooLarge no lines, because one side is over the limit
 */
public record FilePatch(
        Change change,
        int added,
        int deleted,
        boolean binary,
        boolean tooLarge,
        Blob before,
        Blob after,
        EditList edits) {
    private static final int ABBREVIATED = 10;

    public static FilePatch of(Reading reading, Change change) throws IOException {
        Blob before = change.hasOldContent() ? Blob.load(reading, change.oldId()) : Blob.NONE;
        Blob after = change.hasNewContent() ? Blob.load(reading, change.newId()) : Blob.NONE;
        if (!before.isText() || !after.isText()) {
            boolean tooLarge = !before.loaded() || !after.loaded();
            return new FilePatch(change, 0, 0, !tooLarge, tooLarge, before, after, new EditList());
        }
        reading.budget().check();
        EditList edits = change.oldId().equals(change.newId())
                ? new EditList()
                : MeteredLines.histogram()
                        .diff(
                                new MeteredLines(reading.budget()),
                                side(change.oldMode(), change.oldId(), before),
                                side(change.newMode(), change.newId(), after));
        int added = 0;
        int deleted = 0;
        for (Edit edit : edits) {
            added += edit.getLengthB();
            deleted += edit.getLengthA();
        }
        return new FilePatch(change, added, deleted, false, false, before, after, edits);
    }

    private static RawText side(FileMode mode, ObjectId id, Blob blob) {
        // git shows a submodule as one line that names the commit
        return mode == FileMode.GITLINK
                ? new RawText(("Subproject commit " + id.name() + "\n").getBytes(StandardCharsets.US_ASCII))
                : blob.lines();
    }

    /** In the format of {@code git diff}, as {@code git apply} reads it: another type is a removal and an addition. */
    public String text(Reading reading, int contextLines) throws IOException {
        return change.kind() == Change.Kind.TYPE_CHANGED
                ? of(reading, change.removal()).text(contextLines)
                        + of(reading, change.addition()).text(contextLines)
                : text(contextLines);
    }

    private String text(int contextLines) throws IOException {
        StringBuilder out = new StringBuilder();
        String old = Objects.requireNonNullElse(change.oldPath(), change.path());
        out.append("diff --git ")
                .append(prefixed("a/", old))
                .append(' ')
                .append(prefixed("b/", change.path()))
                .append('\n');
        header(out, old);
        if (binary) {
            out.append("Binary files ")
                    .append(oldName(old))
                    .append(" and ")
                    .append(newName())
                    .append(" differ\n");
        } else if (tooLarge) {
            out.append("Files of ")
                    .append(before.size())
                    .append(" and ")
                    .append(after.size())
                    .append(" bytes differ; too large to compare\n");
        } else if (!edits.isEmpty()) {
            out.append("--- ").append(oldName(old)).append('\n');
            out.append("+++ ").append(newName()).append('\n');
            out.append(hunks(contextLines));
        }
        return out.toString();
    }

    private void header(StringBuilder out, String old) {
        switch (change.kind()) {
            case ADDED -> out.append("new file mode ").append(change.newMode()).append('\n');
            case DELETED ->
                out.append("deleted file mode ").append(change.oldMode()).append('\n');
            default -> {
                if (change.oldMode() != change.newMode()) {
                    out.append("old mode ").append(change.oldMode()).append('\n');
                    out.append("new mode ").append(change.newMode()).append('\n');
                }
            }
        }
        if (change.kind() == Change.Kind.RENAMED) {
            out.append("similarity index ").append(change.similarity()).append("%\n");
            out.append("rename from ").append(old).append('\n');
            out.append("rename to ").append(change.path()).append('\n');
        }
        if (!change.oldId().equals(change.newId())) {
            out.append("index ")
                    .append(change.oldId().abbreviate(ABBREVIATED).name())
                    .append("..")
                    .append(change.newId().abbreviate(ABBREVIATED).name());
            if (change.oldMode() == change.newMode()) {
                out.append(' ').append(change.newMode());
            }
            out.append('\n');
        }
    }

    private String oldName(String old) {
        return change.kind() == Change.Kind.ADDED ? "/dev/null" : prefixed("a/", old);
    }

    private String newName() {
        return change.kind() == Change.Kind.DELETED ? "/dev/null" : prefixed("b/", change.path());
    }

    private String hunks(int contextLines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setContext(contextLines);
            formatter.format(
                    edits,
                    side(change.oldMode(), change.oldId(), before),
                    side(change.newMode(), change.newId(), after));
        }
        Charset charset = before.charset().equals(StandardCharsets.ISO_8859_1) ? before.charset() : after.charset();
        return out.toString(charset);
    }

    private static String prefixed(String prefix, String path) {
        return path.startsWith("\"")
                ? "\"" + prefix + path.substring(1)
                : GitPath.display((prefix + path).getBytes(StandardCharsets.UTF_8));
    }
}
