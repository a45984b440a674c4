package dev.mcpgateway.git.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.repository.Reading;

/**
 * Commits, newest first.
 *
 * @param visited how many commits were looked at so far, all pages together
 */
public record Log(
        List<CommitInfo> commits,
        long visited,
        @Nullable String truncated,
        @Nullable String nextCursor) {

    /**
     * @param author pattern found in {@code Name <email>}
     * @param since in seconds since 1970, by commit time
     * @param until likewise
     * @param follow with a path of one file, go on beyond its renames
     */
    public record Question(
            String repository,
            Revision ref,
            @Nullable GitPath path,
            @Nullable Needle author,
            int since,
            int until,
            boolean follow) {
        public Question {
            if (follow && path == null) {
                throw new Refused("Renames can only be followed for a path. Give one, or leave followRenames out.");
            }
        }
    }

    public static Log of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        return collect(
                reading,
                start(reading, question, cursor),
                question,
                limit,
                commit -> matches(reading, commit, question));
    }

    /** Which of the walked commits belong to the answer. */
    interface Filter {
        /** @param commit with its body parsed */
        boolean takes(RevCommit commit) throws IOException;
    }

    static CommitWalk start(Reading reading, Question question, @Nullable String cursor) throws IOException {
        return cursor == null
                ? CommitWalk.from(
                        reading, reading.commit(question.ref()), question.path(), question.follow(), question.since())
                : Cursor.decode(
                        question,
                        cursor,
                        in -> CommitWalk.resume(reading, question.path(), question.follow(), question.since(), in));
    }

    static Log collect(Reading reading, CommitWalk walk, Object question, int limit, Filter filter) throws IOException {
        List<CommitInfo> commits = new ArrayList<>();
        long chars = 0;
        while (!walk.done()) {
            boolean full = commits.size() == limit || chars > reading.limits().pageBytes();
            if (full || reading.budget().checkSpent()) {
                String why = full
                        ? "There are more commits."
                        : "The time ran out after " + walk.visited() + " commits; go on with the cursor.";
                return new Log(commits, walk.visited(), why, Cursor.encode(question, walk::writePosition));
            }
            Optional<RevCommit> next = walk.next();
            reading.budget().progress(walk.visited(), "commits visited");
            if (next.isPresent()) {
                RevCommit commit = next.get();
                reading.walk().parseBody(commit);
                if (filter.takes(commit)) {
                    GitPath then = walk.pathThen();
                    CommitInfo info = CommitInfo.of(commit, then == null ? null : then.toString(), reading.limits());
                    chars += info.message().length() + 300;
                    commits.add(info);
                }
                commit.disposeBody();
            }
        }
        return new Log(commits, walk.visited(), null, null);
    }

    private static boolean matches(Reading reading, RevCommit commit, Question question) {
        if (commit.getCommitTime() > question.until()) {
            return false;
        }
        Needle author = question.author();
        PersonIdent who = author == null ? null : commit.getAuthorIdent();
        return author == null
                || (who != null
                        && author.foundIn(who.getName() + " <" + who.getEmailAddress() + ">", reading.budget()));
    }
}
