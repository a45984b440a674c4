package dev.mcpgateway.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A repository with everything that is easy to get wrong: renames, merges, an octopus, binary files, names and messages in
 * odd encodings, links, a submodule, an executable bit, a file without a line end at its end. Written as a fast-import
 * stream, so that every byte of a name is under control.
 */
final class SampleRepository {
    private static final byte[] BINARY = {'a', 0, 'b', (byte) 0xff, '\n', 'c'};
    private static final long START = 1_700_000_000L;

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private int mark;
    private long time = START;

    /** Builds it with a work tree checked out. */
    static Path build(Path folder) throws IOException {
        Files.createDirectories(folder);
        Git git = new Git(folder);
        git.run("init", "-q", "-b", "main");
        git.bytes(new SampleRepository().stream(), "fast-import", "--quiet");
        git.run("reset", "-q", "--hard", "main");
        git.run("tag", "-a", "v1.0", "-m", "First release\n\nWith notes.", "main~2");
        git.run("tag", "light", "main~1");
        git.run("update-ref", "refs/remotes/origin/main", "main~1");
        return folder;
    }

    private byte[] stream() throws IOException {
        commit("main", "Begin", List.of());
        file("README.md", "# Sample\n\nThe quick brown fox\njumps over\nthe lazy dog\n");
        file("src/one.txt", numbered(40, ""));
        file("src/two.txt", numbered(30, "two "));
        int base = mark;
        commit("main", "Add odd things\n\nWith a body\nof two lines.", List.of());
        file("bin/data.bin", BINARY);
        file("docs/caf\u00e9 men\u00fc.txt", "UTF-8 name\n");
        file("docs/with \"quotes\" and \\slash.txt", "quoted\n");
        file("docs/tab\tname.txt", "tab\n");
        raw("docs/caf\u00e9-latin1.txt".getBytes(ISO_8859_1), "100644", "Latin-1 name\n".getBytes(UTF_8));
        file("enc/latin1.txt", "Gr\u00fc\u00dfe aus K\u00f6ln\nzweite Zeile\n".getBytes(ISO_8859_1));
        byte[] wide = "\ufeffwide text\nline two\n".getBytes(UTF_16LE);
        file("enc/utf16.txt", wide);
        file("enc/no-newline.txt", "no newline at the end");
        file("enc/crlf.txt", "one\r\ntwo\r\nthree\r\n");
        file("empty.txt", "");
        raw("run.sh".getBytes(UTF_8), "100755", "#!/bin/sh\necho hi\n".getBytes(UTF_8));
        raw("link".getBytes(UTF_8), "120000", "README.md".getBytes(UTF_8));
        raw("outside".getBytes(UTF_8), "120000", "/etc/passwd".getBytes(UTF_8));
        text("M 160000 1234567890123456789012345678901234567890 vendored\n");
        commit("main", "Rename one and change it a little", List.of());
        text("R src/one.txt src/first.txt\n");
        file("src/first.txt", numbered(40, "").replace("line 7\n", "line seven\n"));
        commitBy("Gr\u00fcn <gruen@example.com>", "main", "Umlaut author \u2713", List.of());
        file("src/two.txt", numbered(30, "two ").replace("two line 3\n", "two line three\nand more\n"));
        int fork = mark;
        List<Integer> heads = new ArrayList<>();
        for (String branch : List.of("topic/a", "topic/b", "topic/c")) {
            from(branch, "Work on " + branch, fork, List.of());
            file("topic-" + branch.charAt(6) + ".txt", numbered(5, branch + " "));
            from(branch, "More on " + branch, mark, List.of());
            file("src/" + branch.charAt(6) + ".txt", numbered(8, branch + " "));
            heads.add(mark);
        }
        from("main", "Octopus", fork, heads);
        for (String letter : List.of("a", "b", "c")) {
            file("topic-" + letter + ".txt", numbered(5, "topic/" + letter + " "));
            file("src/" + letter + ".txt", numbered(8, "topic/" + letter + " "));
        }
        from("side", "Side by side", base, List.of());
        file("src/one.txt", numbered(40, "").replace("line 30\n", "line thirty\n"));
        int side = mark;
        from("main", "Merge side", mark - 1, List.of(side));
        file(
                "src/first.txt",
                numbered(40, "").replace("line 7\n", "line seven\n").replace("line 30\n", "line thirty\n"));
        commit("main", "Move again, whole folder", List.of());
        text("R src lib\n");
        commit("main", "Delete, change mode, change type", List.of());
        text("D enc/crlf.txt\n");
        raw(
                "README.md".getBytes(UTF_8),
                "100755",
                "# Sample\n\nThe quick brown fox\njumps over\nthe lazy cat\n".getBytes(UTF_8));
        file("link", "no longer a link\n");
        latin1Message();
        file(
                "lib/first.txt",
                numbered(42, "").replace("line 7\n", "line seven\n").replace("line 30\n", "line thirty\n"));
        commit("main", "Last words about the fox", List.of());
        file("NOTES", "needle in a haystack\nneedle again\n");
        text("done\n");
        return stream.toByteArray();
    }

    private static String numbered(int lines, String prefix) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            out.append(prefix).append("line ").append(i).append('\n');
        }
        return out.toString();
    }

    private void commit(String branch, String message, List<Integer> merged) throws IOException {
        commitBy("Ada <ada@example.com>", branch, message, merged);
    }

    private void commitBy(String author, String branch, String message, List<Integer> merged) throws IOException {
        header(branch, author, "", message.getBytes(UTF_8));
        merges(merged);
    }

    private void from(String branch, String message, int parent, List<Integer> merged) throws IOException {
        header(branch, "Bob <bob@example.com>", "", message.getBytes(UTF_8));
        text("from :" + parent + "\n");
        merges(merged);
    }

    private void latin1Message() throws IOException {
        header("main", "Ada <ada@example.com>", "encoding ISO-8859-1\n", "Gr\u00fc\u00dfe\n".getBytes(ISO_8859_1));
    }

    private void header(String branch, String author, String encoding, byte[] message) throws IOException {
        mark++;
        time += 60;
        text("commit refs/heads/" + branch + "\nmark :" + mark + "\n");
        text("author " + author + " " + time + " +0130\n");
        text("committer Ada <ada@example.com> " + time + " +0000\n" + encoding);
        text("data " + message.length + "\n");
        stream.write(message);
        text("\n");
    }

    private void merges(List<Integer> marks) throws IOException {
        for (int each : marks) {
            text("merge :" + each + "\n");
        }
    }

    private void file(String name, String content) throws IOException {
        file(name, content.getBytes(UTF_8));
    }

    private void file(String name, byte[] content) throws IOException {
        raw(name.getBytes(UTF_8), "100644", content);
    }

    private void raw(byte[] name, String mode, byte[] content) throws IOException {
        text("M " + mode + " inline \"");
        for (byte each : name) {
            text(String.format("\\%03o", each & 0xff));
        }
        text("\"\ndata " + content.length + "\n");
        stream.write(content);
        text("\n");
    }

    private void text(String text) throws IOException {
        stream.write(text.getBytes(UTF_8));
    }
}
