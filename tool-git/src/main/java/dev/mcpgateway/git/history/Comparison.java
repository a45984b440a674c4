package dev.mcpgateway.git.history;

import java.io.IOException;

import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.repository.Reading;

/** Two refs compared: directly, or from where the second one left the first. */
public final class Comparison {
    private Comparison() {}

    /** @param sinceFork compare from the newest common ancestor, as {@code git diff from...to} does */
    public record Question(String repository, Revision from, Revision to, boolean sinceFork, Diff.Form form) {}

    public static Diff of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        if (cursor != null) {
            return Diff.goOn(reading, cursor, question, question.form(), limit);
        }
        RevCommit from = reading.commit(question.from());
        RevCommit to = reading.commit(question.to());
        if (question.sinceFork()) {
            from = forkPoint(reading, from, to);
        }
        return Diff.between(reading, from, to, question, question.form(), limit);
    }

    private static RevCommit forkPoint(Reading reading, RevCommit from, RevCommit to) throws IOException {
        try (RevWalk walk = new RevWalk(reading.jgit())) {
            walk.setRetainBody(false);
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(from));
            walk.markStart(walk.parseCommit(to));
            RevCommit base = walk.next();
            if (base == null) {
                throw new Refused("The two have no common ancestor. Leave sinceFork out to compare them directly.");
            }
            return reading.commit(base);
        }
    }
}
