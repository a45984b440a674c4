package dev.mcpgateway.git.history;

import java.io.IOException;

import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.change.Diff;
import dev.mcpgateway.git.repository.Reading;

/**
 * One commit and what it changed compared to its first parent; for an annotated tag its message, too.
 *
 * @param tag the annotated tag that was asked for
 */
public record Show(@Nullable TagInfo tag, CommitInfo commit, Diff changes) {

    /** @param truncated what is missing of the message */
    public record TagInfo(
            String name,
            String id,
            CommitInfo.@Nullable Person tagger,
            String message,
            @Nullable String truncated) {
        static TagInfo of(RevTag tag, Limits limits) {
            Message message = Message.of(tag, limits.pageBytes());
            return new TagInfo(
                    limits.cutLine(tag.getTagName()),
                    tag.name(),
                    tag.getTaggerIdent() == null ? null : CommitInfo.Person.of(tag.getTaggerIdent(), limits),
                    message.text(),
                    message.truncated());
        }
    }

    public record Question(String repository, Revision ref, Diff.Form form) {}

    public static Show of(Reading reading, Question question, int limit, @Nullable String cursor) throws IOException {
        if (cursor != null) {
            Diff diff = Diff.goOn(reading, cursor, question, question.form(), limit);
            RevCommit commit = reading.commit(org.eclipse.jgit.lib.ObjectId.fromString(diff.to()));
            reading.walk().parseBody(commit);
            return new Show(null, CommitInfo.of(commit, null, reading.limits()), diff);
        }
        RevObject object = reading.object(question.ref());
        TagInfo tag = null;
        if (object instanceof RevTag annotated) {
            reading.walk().parseBody(annotated);
            tag = TagInfo.of(annotated, reading.limits());
        }
        if (!(reading.walk().peel(object) instanceof RevCommit commit)) {
            throw new Refused("'" + question.ref().text() + "' is a tree or a file, not a commit or tag."
                    + " git_list_files and git_read_file show those.");
        }
        RevCommit parent = commit.getParentCount() == 0 ? null : reading.commit(commit.getParent(0));
        Diff diff = Diff.between(reading, parent, commit, question, question.form(), limit);
        reading.walk().parseBody(commit);
        return new Show(tag, CommitInfo.of(commit, null, reading.limits()), diff);
    }
}
