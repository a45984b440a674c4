package dev.mcpgateway.git.repository;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;

/** The repositories that are served, by name, and the one way to read one. */
public final class Repositories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repositories.class);
    /** A long walk may meet more than one repack; the call's time ends it all the same. */
    private static final int ATTEMPTS = 5;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Map<String, ServedRepository> byName;
    private final Path ownFolder;

    private Repositories(Map<String, ServedRepository> byName, Path ownFolder) {
        this.byName = Collections.unmodifiableMap(byName);
        this.ownFolder = ownFolder;
    }

    /** Something to do with an open repository. */
    public interface Work<T> {
        T on(Reading reading) throws IOException;
    }

    /** Opens all that are named, or none: every problem is told at once. */
    public static Repositories open(ServedFolders folders, Limits limits) throws IOException {
        QuietSystem.install(limits.blobBytes());
        Path ownFolder = Files.createTempDirectory("tool-git-");
        Map<String, ServedRepository> opened = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        for (Path root : folders.roots()) {
            try {
                roots.add(root.toRealPath());
            } catch (IOException e) {
                problems.add("root " + root + " does not exist");
            }
        }
        for (ServedFolders.Named each : folders.repositories()) {
            try {
                if (!NAME.matcher(each.name()).matches()) {
                    throw new CannotServe("its name may only have letters, digits, '.', '_', '-'");
                }
                if (opened.containsKey(each.name())) {
                    throw new CannotServe("the name is given twice");
                }
                Path path = roots.isEmpty() ? each.path() : roots.get(0).resolve(each.path());
                List<Path> fence = folders.roots().isEmpty() ? List.of(path.toRealPath()) : roots;
                String description = each.description() == null ? "" : each.description();
                opened.put(
                        each.name(),
                        ServedRepository.open(each.name(), description, Layout.find(path, fence), ownFolder));
            } catch (CannotServe e) {
                problems.add("repository " + each.name() + " (" + each.path() + "): " + e.getMessage());
            } catch (IOException e) {
                problems.add("repository " + each.name() + " (" + each.path() + "): cannot be read (" + e + ")");
            }
        }
        Repositories repositories = new Repositories(opened, ownFolder);
        if (!problems.isEmpty()) {
            repositories.close();
            throw new IllegalStateException("Cannot serve what is configured: " + String.join("; ", problems));
        }
        return repositories;
    }

    public Collection<ServedRepository> all() {
        return byName.values();
    }

    /** Does the work on the named repository; whatever goes wrong comes out as a sentence for the caller. */
    public <T> T read(String name, Budget budget, Work<T> work) {
        ServedRepository served = byName.get(name);
        if (served == null) {
            throw new Refused("There is no repository '" + visible(name) + "' here. There is: "
                    + (byName.isEmpty()
                            ? "none; the operator has named no repository"
                            : String.join(", ", byName.keySet()))
                    + ".");
        }
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                return attempt(served, budget, work);
            } catch (MissingObjectException moved) {
                // A repack may have moved it between our looking it up and reading it; the next look sees the new
                // packs.
                LOG.debug("{}: looking again for {}", name, moved.getObjectId());
            } catch (IOException e) {
                LOG.debug("{}: trying again", name, e);
            }
        }
        return lastAttempt(served, budget, work);
    }

    private static <T> T lastAttempt(ServedRepository served, Budget budget, Work<T> work) {
        try {
            return attempt(served, budget, work);
        } catch (MissingObjectException e) {
            throw new Refused("The repository '" + served.name() + "' lacks the object "
                    + e.getObjectId().name()
                    + (served.borrowsObjects()
                            ? ": it borrows objects from another repository, which is not followed."
                            : served.shallow() ? ": it is a shallow clone." : ": it is damaged or partially cloned."));
        } catch (IOException e) {
            LOG.warn("{} could not be read", served.name(), e);
            throw new Refused("The repository '" + served.name() + "' could not be read just now."
                    + " If that stays so, its operator finds the reason in the service's log.");
        }
    }

    private static <T> T attempt(ServedRepository served, Budget budget, Work<T> work) throws IOException {
        try (Reading reading = served.read(budget)) {
            return work.on(reading);
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw new CancellationException("The caller has gone.");
        } catch (LargeObjectException e) {
            throw new Refused("This needs an object larger than the limit of "
                    + budget.limits().blobBytes() + " bytes, which is never loaded.");
        }
    }

    private static String visible(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void close() {
        byName.values().forEach(ServedRepository::close);
        try (Stream<Path> files = Files.walk(ownFolder)) {
            for (Path each : files.sorted(Collections.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.debug("left behind: {}", ownFolder, e);
        }
    }
}
