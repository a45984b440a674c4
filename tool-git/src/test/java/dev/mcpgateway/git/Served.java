package dev.mcpgateway.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.repository.Repositories;
import dev.mcpgateway.git.repository.ServedFolders;

/** One repository served as the service does, without the service. */
final class Served implements AutoCloseable {
    static final String NAME = "it";

    private final Repositories repositories;
    private final Limits limits;

    private Served(Repositories repositories, Limits limits) {
        this.repositories = repositories;
        this.limits = limits;
    }

    static Served at(Path repository) throws IOException {
        return at(repository, List.of(), Limits.DEFAULT);
    }

    static Served at(Path repository, List<Path> roots, Limits limits) throws IOException {
        ServedFolders folders = new ServedFolders(roots, List.of(new ServedFolders.Named(NAME, repository, null)));
        return new Served(Repositories.open(folders, limits), limits);
    }

    <T> T read(Repositories.Work<T> work) {
        return read(new Budget(limits, System::nanoTime, () -> false, Budget.Progress.NONE), work);
    }

    <T> T read(Budget budget, Repositories.Work<T> work) {
        return repositories.read(NAME, budget, work);
    }

    /** One page, given the cursor of the one before. */
    interface Pages<P> {
        Repositories.Work<P> after(@Nullable String cursor);
    }

    /** Follows the cursors to the end. */
    <P, T> List<T> all(Pages<P> pages, Function<P, List<T>> entries, Function<P, @Nullable String> next) {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            P page = read(pages.after(cursor));
            all.addAll(entries.apply(page));
            cursor = next.apply(page);
        } while (cursor != null);
        return all;
    }

    @Override
    public void close() {
        repositories.close();
    }
}
