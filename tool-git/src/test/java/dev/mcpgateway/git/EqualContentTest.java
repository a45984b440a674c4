package dev.mcpgateway.git;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileList;
import dev.mcpgateway.git.content.FileText;
import dev.mcpgateway.git.content.Grep;
import dev.mcpgateway.git.content.Needle;
import dev.mcpgateway.git.state.RefList;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Files, lines and refs are those that {@code git} knows, page by page put together. */
class EqualContentTest extends EveryKindOfRepository {
    @ParameterizedTest
    @MethodSource("subjects")
    void listsTheSameFiles(Subject subject) {
        FileList.Question question = new FileList.Question(Served.NAME, Revision.HEAD, null, true);
        List<FileList.Entry> entries = subject.served()
                .all(
                        cursor -> reading -> FileList.of(reading, question, 23, cursor),
                        FileList::entries,
                        FileList::nextCursor);

        List<String> lines = entries.stream()
                .map(e -> e.id() + " " + (e.size() == null ? "-" : e.size()) + " " + e.path())
                .toList();
        byte[] listed = subject.git().bytes(new byte[0], "ls-tree", "-r", "-l", "-z", "HEAD");
        assertThat(lines)
                .isEqualTo(Stream.of(new String(listed, ISO_8859_1).split("\0", -1))
                        .filter(line -> !line.isEmpty())
                        .map(line -> {
                            String[] parts = line.split("\t", 2);
                            String[] words = parts[0].split(" +", -1);
                            return words[2] + " " + words[3] + " " + GitPath.display(parts[1].getBytes(ISO_8859_1));
                        })
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void readsTheSameBytes(Subject subject) {
        Map<String, String> ids = blobIds(subject);
        for (String path : some(List.copyOf(ids.keySet()), 30)) {
            byte[] expected = subject.git().bytes(new byte[0], "cat-file", "-p", String.valueOf(ids.get(path)));
            FileText.Question question =
                    new FileText.Question(Served.NAME, Revision.HEAD, GitPath.parse(path), 1, Integer.MAX_VALUE);
            FileText first = subject.served().read(reading -> FileText.of(reading, question, 60, null));
            if (first.text() == null) {
                assertThat(first.binary()).as(path).isTrue();
                assertThat(first.size()).isEqualTo(expected.length);
                continue;
            }
            List<String> pages = subject.served()
                    .all(
                            cursor -> reading -> FileText.of(reading, question, 60, cursor),
                            page -> List.of(Objects.requireNonNullElse(page.text(), "")),
                            FileText::nextCursor);
            String encoding = Objects.requireNonNull(first.encoding());
            String text = (encoding.startsWith("UTF-16") ? "\ufeff" : "") + String.join("", pages);
            assertThat(text.getBytes(Charset.forName(encoding))).as(path).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void findsTheSameLines(Subject subject) {
        for (String[] search :
                new String[][] {{"-F", "fox"}, {"-E", "l[ia]ne? [0-9]*7$"}, {"-F", "import"}, {"-E", "^#"}}) {
            boolean regex = search[0].equals("-E");
            Grep.Question question =
                    new Grep.Question(Served.NAME, Revision.HEAD, null, Needle.of(search[1], regex, false));
            List<String> hits = subject
                    .served()
                    .all(cursor -> reading -> Grep.of(reading, question, 97, cursor), Grep::hits, Grep::nextCursor)
                    .stream()
                    .map(hit -> hit.path() + ":" + hit.line())
                    .toList();

            String command =
                    "git -c core.quotePath=false grep -n -I " + search[0] + " -e '" + search[1] + "' HEAD || true";
            assertThat(hits)
                    .as(search[1])
                    .isEqualTo(shell(subject, command).stream()
                            .map(line -> line.split(":", -1)[1] + ":" + line.split(":", -1)[2])
                            .toList());
        }
    }

    private static List<String> shell(Subject subject, String command) {
        return subject.git().lines("-c", "alias.x=!cd " + subject.git().folder() + " && " + command, "x");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void listsTheSameBranchesAndTags(Subject subject) {
        String format = "--format=%(refname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)";
        assertThat(refs(subject, RefList.Kind.BRANCHES))
                .isEqualTo(subject.git().lines("for-each-ref", format, "refs/heads", "refs/remotes"));
        assertThat(refs(subject, RefList.Kind.TAGS))
                .isEqualTo(subject.git().lines("for-each-ref", format, "refs/tags"));
    }

    private static List<String> refs(Subject subject, RefList.Kind kind) {
        RefList.Question question = new RefList.Question(Served.NAME, kind, true, null);
        return subject
                .served()
                .all(cursor -> reading -> RefList.of(reading, question, 2, cursor), RefList::refs, RefList::nextCursor)
                .stream()
                .map(ref -> ref.ref() + " " + ref.target())
                .toList();
    }
}
