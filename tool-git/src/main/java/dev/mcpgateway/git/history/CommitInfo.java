package dev.mcpgateway.git.history;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Limits;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

/**
 * One commit.
 *
 * @param message without the line end at its end
 * @param pathThen what the asked path was called then, where renames are followed
 * @param truncated what is missing of the message
 */
public record CommitInfo(
        String id,
        List<String> parents,
        Person author,
        Person committer,
        String message,
        @Nullable String pathThen,
        @Nullable String truncated) {

    /** @param when with the offset it was written with */
    public record Person(String name, String email, String when) {
        static Person of(@Nullable PersonIdent ident, Limits limits) {
            if (ident == null) {
                return new Person("", "", "1970-01-01T00:00:00Z");
            }
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(
                    Math.max(-64_800, Math.min(64_800, ident.getZoneOffset().getTotalSeconds())));
            return new Person(
                    limits.cutLine(ident.getName()),
                    limits.cutLine(ident.getEmailAddress()),
                    ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(ident.getWhenAsInstant(), offset)));
        }
    }

    /** @param commit with its body parsed */
    public static CommitInfo of(RevCommit commit, @Nullable String pathThen, Limits limits) {
        Message message = Message.of(commit, limits.pageBytes());
        return new CommitInfo(
                commit.name(),
                Arrays.stream(commit.getParents()).map(ObjectId::name).collect(Collectors.toList()),
                Person.of(commit.getAuthorIdent(), limits),
                Person.of(commit.getCommitterIdent(), limits),
                message.text(),
                pathThen,
                message.truncated());
    }

    public String subject() {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
