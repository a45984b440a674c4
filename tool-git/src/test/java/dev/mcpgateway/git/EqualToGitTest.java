package dev.mcpgateway.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.history.Blame;
import dev.mcpgateway.git.history.CommitInfo;
import dev.mcpgateway.git.history.HistorySearch;
import dev.mcpgateway.git.history.Log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** History is what {@code git} says it is, page by page put together. */
class EqualToGitTest extends EveryKindOfRepository {
    private static final int SMALL_PAGE = 7;

    @ParameterizedTest
    @MethodSource("subjects")
    void followsRenamesAsGitDoes(Subject subject) {
        for (String path : some(subject.plainFiles(), 25)) {
            assertThat(ids(log(subject, question(path, true), 2)))
                    .as(path)
                    .isEqualTo(subject.git().lines("log", "--follow", "--format=%H", "--", path));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void logsTheSameCommitsInTheSameOrder(Subject subject) {
        List<CommitInfo> commits = log(subject, question(null, false), SMALL_PAGE);

        List<String> lines = commits.stream()
                .map(c -> c.id() + "|" + String.join(" ", c.parents()) + "|"
                        + c.author().name() + "|" + c.author().email() + "|"
                        + c.author().when().replace("Z", "+00:00") + "|" + c.subject())
                .toList();
        assertThat(lines)
                .isEqualTo(subject.git().lines("log", "--format=%H|%P|%an|%ae|%aI|%s").stream()
                        .map(line -> line.replace("Z|", "+00:00|"))
                        .toList());
        for (CommitInfo commit : commits) {
            assertThat(commit.message())
                    .isEqualTo(subject.git()
                            .run("log", "-1", "--format=%B", commit.id())
                            .stripTrailing());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void simplifiesTheHistoryOfEveryPathAsGitDoes(Subject subject) {
        List<String> paths = new ArrayList<>(some(subject.plainFiles(), 25));
        paths.addAll(List.of("src", "docs", "lib/first.txt"));
        for (String path : paths) {
            boolean known = !subject.git().run("log", "--format=%H", "--", path).isEmpty();
            List<String> expected = known ? subject.git().lines("log", "--format=%H", "--", path) : List.of();

            assertThat(ids(log(subject, question(path, false), 3))).as(path).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void narrowsByAuthorAndTimeAsGitDoes(Subject subject) {
        List<String> times = subject.git().lines("log", "--format=%ct");
        int middle = Integer.parseInt(times.get(times.size() / 2));

        assertThat(ids(log(
                        subject,
                        new Log.Question(
                                Served.NAME,
                                Revision.HEAD,
                                null,
                                Needle.of("^[BG]", true, false),
                                0,
                                Integer.MAX_VALUE,
                                false),
                        3)))
                .isEqualTo(subject.git().lines("log", "--author=^[BG]", "--format=%H"));
        assertThat(ids(log(
                        subject,
                        new Log.Question(Served.NAME, Revision.HEAD, null, null, middle, Integer.MAX_VALUE, false),
                        3)))
                .isEqualTo(subject.git().lines("log", "--since=" + middle + " +0000", "--format=%H"));
        assertThat(ids(log(subject, new Log.Question(Served.NAME, Revision.HEAD, null, null, 0, middle, false), 3)))
                .isEqualTo(subject.git().lines("log", "--until=" + middle + " +0000", "--format=%H"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void tracesEveryLineToTheSameCommit(Subject subject) {
        Map<String, String> ids = blobIds(subject);
        for (String path : some(subject.plainFiles(), 12)) {
            byte[] content = path.equals("vendored")
                    ? new byte[0]
                    : subject.git().bytes(new byte[0], "cat-file", "-p", String.valueOf(ids.get(path)));
            if (path.equals("vendored")
                    || path.equals("outside")
                    || path.equals("link")
                    || content.length == 0
                    || new String(content, ISO_8859_1).indexOf('\0') >= 0) {
                continue;
            }
            Blame.Question question =
                    new Blame.Question(Served.NAME, Revision.HEAD, GitPath.parse(path), 1, Integer.MAX_VALUE);
            List<String> lines = subject.served()
                    .all(
                            cursor -> reading -> Blame.of(reading, question, 25, cursor),
                            EqualToGitTest::lineOrigins,
                            Blame::nextCursor);

            List<String> expected =
                    subject.git().lines("blame", "-l", "--root", "-s", "--porcelain", "HEAD", "--", path).stream()
                            .filter(line -> line.matches("[0-9a-f]{40} \\d+ \\d+.*"))
                            .map(line -> line.split(" ", -1)[0] + ":" + line.split(" ", -1)[1])
                            .toList();
            if (subject.name().equals("this project")) {
                // Of an ambiguous change two diffs are both right, and this history grows with every commit of ours.
                assertThat(lines).as(path).hasSameSizeAs(expected);
                assertThat(subject.git().lines("log", "--follow", "--format=%H", "HEAD", "--", path))
                        .as(path)
                        .containsAll(lines.stream()
                                .map(line -> line.substring(0, line.indexOf(':')))
                                .toList());
            } else {
                assertThat(lines).as(path).isEqualTo(expected);
            }
        }
    }

    private static List<String> lineOrigins(Blame blame) {
        List<String> lines = new ArrayList<>();
        for (Blame.Origin origin : blame.origins()) {
            for (int i = 0; i <= origin.lastLine() - origin.firstLine(); i++) {
                lines.add(origin.commit() + ":" + (origin.originalLine() + i));
            }
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void searchesMessagesAndChangesAsGitDoes(Subject subject) {
        assertThat(ids(search(subject, "the", false)))
                .isEqualTo(subject.git().lines("log", "--format=%H", "-F", "--grep=the"));
        for (String text : List.of("line thirty", "needle", "public", "two line 3")) {
            assertThat(ids(search(subject, text, true)))
                    .as(text)
                    .isEqualTo(subject.git().lines("log", "--format=%H", "-S" + text));
        }
    }

    private static List<CommitInfo> search(Subject subject, String text, boolean changes) {
        HistorySearch.Question question =
                new HistorySearch.Question(Served.NAME, Revision.HEAD, null, Needle.of(text, false, false), changes);
        return subject.served()
                .all(
                        cursor -> reading -> HistorySearch.of(reading, question, 2, cursor),
                        Log::commits,
                        Log::nextCursor);
    }

    private static Log.Question question(@Nullable String path, boolean follow) {
        return new Log.Question(
                Served.NAME,
                Revision.HEAD,
                path == null ? null : GitPath.parse(path),
                null,
                0,
                Integer.MAX_VALUE,
                follow);
    }

    private static List<CommitInfo> log(Subject subject, Log.Question question, int page) {
        return subject.served()
                .all(cursor -> reading -> Log.of(reading, question, page, cursor), Log::commits, Log::nextCursor);
    }

    private static List<String> ids(List<CommitInfo> commits) {
        return commits.stream().map(CommitInfo::id).toList();
    }
}
