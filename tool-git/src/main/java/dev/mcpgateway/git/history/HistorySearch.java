package dev.mcpgateway.git.history;

import java.io.IOException;

import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Change;
import dev.mcpgateway.git.change.TreeChanges;
import dev.mcpgateway.git.content.Blob;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.repository.Reading;

/** Commits that say something in their message, or in which the number of occurrences of something changed. */
public final class HistorySearch {
    private HistorySearch() {}

    /** @param changes search what changed, not what was said about it */
    public record Question(
            String repository, Revision ref, @Nullable GitPath path, Needle needle, boolean changes) {}

    public static Log of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        CommitWalk walk = cursor == null
                ? CommitWalk.from(reading, reading.commit(question.ref()), question.path(), false, 0)
                : Cursor.decode(question, cursor, in -> CommitWalk.resume(reading, question.path(), false, 0, in));
        return Log.collect(
                reading,
                walk,
                question,
                limit,
                commit -> question.changes()
                        ? occurrencesChanged(reading, commit, question)
                        : saysSo(reading, commit, question.needle()));
    }

    private static boolean saysSo(Reading reading, RevCommit commit, Needle needle) {
        Message message = Message.of(commit, reading.limits().blobBytes());
        return message.text().lines().anyMatch(line -> needle.foundIn(line, reading.budget()));
    }

    private static boolean occurrencesChanged(Reading reading, RevCommit commit, Question question) throws IOException {
        // A merge shows no change of its own, as in git log -S.
        if (commit.getParentCount() > 1) {
            return false;
        }
        RevCommit parent = commit.getParentCount() == 0 ? null : reading.commit(commit.getParent(0));
        for (Change change :
                TreeChanges.between(reading, parent, commit, question.path()).changes()) {
            if (!change.oldId().equals(change.newId())
                    && count(reading, change, true, question.needle())
                            != count(reading, change, false, question.needle())) {
                return true;
            }
        }
        return false;
    }

    private static int count(Reading reading, Change change, boolean old, Needle needle) throws IOException {
        boolean exists = old ? change.hasOldContent() : change.hasNewContent();
        if (!exists) {
            return 0;
        }
        Blob blob = Blob.load(reading, old ? change.oldId() : change.newId());
        return blob.isText() ? needle.countIn(blob.text(), reading.budget()) : 0;
    }
}
