package dev.mcpgateway.git.history;

import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

/**
 * One commit.
 *
 * @param message the whole message, without the line end at its end
 * @param pathThen what the asked path was called then, where renames are followed
 */
public record CommitInfo(
        String id,
        List<String> parents,
        Person author,
        Person committer,
        String message,
        @Nullable String pathThen) {

    /** @param when with the offset it was written with */
    public record Person(String name, String email, String when) {
        static Person of(@Nullable PersonIdent ident) {
            if (ident == null) {
                return new Person("", "", "1970-01-01T00:00:00Z");
            }
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(
                    Math.max(-64_800, Math.min(64_800, ident.getZoneOffset().getTotalSeconds())));
            return new Person(
                    ident.getName(),
                    ident.getEmailAddress(),
                    ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(ident.getWhenAsInstant(), offset)));
        }
    }

    /** @param commit with its body parsed */
    public static CommitInfo of(RevCommit commit, @Nullable String pathThen) {
        return new CommitInfo(
                commit.name(),
                Arrays.stream(commit.getParents()).map(ObjectId::name).collect(Collectors.toList()),
                Person.of(commit.getAuthorIdent()),
                Person.of(commit.getCommitterIdent()),
                message(commit).stripTrailing(),
                pathThen);
    }

    public String subject() {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    static String message(RevCommit commit) {
        try {
            return commit.getFullMessage();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            byte[] raw = commit.getRawBuffer();
            int start = Math.max(0, RawParseUtils.commitMessage(raw, 0));
            return new String(raw, start, raw.length - start, StandardCharsets.ISO_8859_1);
        }
    }
}
