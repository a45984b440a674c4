package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Revision;
import dev.mcpgateway.git.content.FileList;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The repositories that both ways of reading are compared on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryKindOfRepository {
    private final List<Subject> subjects = new ArrayList<>();

    /** A repository, and both ways to read it. */
    record Subject(String name, Git git, Served served) {
        @Override
        public String toString() {
            return name;
        }

        List<String> trackedFiles() {
            byte[] names = git.bytes(new byte[0], "ls-tree", "-r", "-z", "--name-only", "HEAD");
            return Stream.of(new String(names, ISO_8859_1).split("\0", -1))
                    .filter(line -> !line.isEmpty())
                    .map(name -> GitPath.display(name.getBytes(ISO_8859_1)))
                    .toList();
        }

        /** For the command line: names that are not UTF-8 cannot be given as arguments from here. */
        List<String> plainFiles() {
            return trackedFiles().stream()
                    .filter(name -> !name.startsWith("\""))
                    .toList();
        }
    }

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Path sample = SampleRepository.build(folder.resolve("sample"));
        subjects.add(new Subject("sample", new Git(sample), Served.at(sample)));
        Path bare = folder.resolve("bare.git");
        new Git(folder).run("clone", "-q", "--bare", sample.toString(), bare.toString());
        subjects.add(new Subject("bare", new Git(bare), Served.at(bare)));
        Path shallow = folder.resolve("shallow");
        new Git(folder).run("clone", "-q", "--depth", "3", "file://" + sample, shallow.toString());
        subjects.add(new Subject("shallow", new Git(shallow), Served.at(shallow)));
        Path linked = folder.resolve("linked");
        new Git(sample).run("worktree", "add", "-q", "--detach", linked.toString(), "main~1");
        subjects.add(
                new Subject("linked work tree", new Git(linked), Served.at(linked, List.of(folder), Limits.DEFAULT)));
        Path own = Path.of("..").toRealPath();
        if (Files.exists(own.resolve(".git"))) { // a source archive has no history
            subjects.add(new Subject("this project", new Git(own), Served.at(own)));
        }
    }

    @AfterAll
    void close() {
        subjects.forEach(subject -> subject.served().close());
    }

    List<Subject> subjects() {
        return subjects;
    }

    /** Submodules left out. */
    static Map<String, String> blobIds(Subject subject) {
        FileList.Question question = new FileList.Question(Served.NAME, Revision.HEAD, null, true);
        return subject.served().read(reading -> FileList.of(reading, question, 100_000, null)).entries().stream()
                .filter(entry -> !entry.kind().equals("submodule"))
                .collect(Collectors.toMap(FileList.Entry::path, FileList.Entry::id));
    }

    /** Evenly chosen, so that a large repository does not take longer. */
    static <T> List<T> some(List<T> all, int most) {
        int step = Math.max(1, all.size() / most);
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            chosen.add(all.get(i));
        }
        return chosen;
    }
}
