package dev.mcpgateway.git.change;

import java.util.Locale;

import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * One file that differs.
 *
 * @param path its name now, or the last one if it is gone
 * @param oldPath its name before, if that was another
 * @param similarity in percent, for a renamed file
 */
public record Change(
        Kind kind,
        String path,
        @Nullable String oldPath,
        int similarity,
        FileMode oldMode,
        FileMode newMode,
        ObjectId oldId,
        ObjectId newId) {

    public enum Kind {
        ADDED('A'),
        MODIFIED('M'),
        DELETED('D'),
        RENAMED('R'),
        TYPE_CHANGED('T');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** As git abbreviates it. */
        public char letter() {
            return letter;
        }

        /** As structured answers say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Change of(DiffEntry entry) {
        boolean sameKind = (entry.getOldMode().getBits() & FileMode.TYPE_MASK)
                == (entry.getNewMode().getBits() & FileMode.TYPE_MASK);
        Kind kind = switch (entry.getChangeType()) {
            case ADD, COPY -> Kind.ADDED;
            case DELETE -> Kind.DELETED;
            case RENAME -> Kind.RENAMED;
            case MODIFY -> sameKind ? Kind.MODIFIED : Kind.TYPE_CHANGED;
        };
        return new Change(
                kind,
                kind == Kind.DELETED ? entry.getOldPath() : entry.getNewPath(),
                kind == Kind.RENAMED ? entry.getOldPath() : null,
                kind == Kind.RENAMED ? entry.getScore() : 0,
                entry.getOldMode(),
                entry.getNewMode(),
                entry.getOldId().toObjectId(),
                entry.getNewId().toObjectId());
    }

    /** The first half of a change of type. */
    Change removal() {
        return new Change(Kind.DELETED, path, null, 0, oldMode, FileMode.MISSING, oldId, ObjectId.zeroId());
    }

    /** The second half of a change of type. */
    Change addition() {
        return new Change(Kind.ADDED, path, null, 0, FileMode.MISSING, newMode, ObjectId.zeroId(), newId);
    }

    /** Submodules have no content here. */
    public boolean hasOldContent() {
        return kind != Kind.ADDED && oldMode != FileMode.GITLINK;
    }

    public boolean hasNewContent() {
        return kind != Kind.DELETED && newMode != FileMode.GITLINK;
    }

    String sortKey() {
        return path;
    }
}
