package dev.mcpgateway.git.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What may be believed of a repository's own configuration: how its files are laid out. Everything else in it (includes,
 * filters, hooks, a work tree elsewhere, programs to run) belongs to whoever can write to the repository, and is never
 * seen by JGit.
 *
 * @param refStorage {@code files} or {@code reftable}
 * @param fileMode whether the executable bit counts in {@code git_status}
 * @param lineEndings whether files may differ from what is stored by their line ends
 */
record SafeConfig(String refStorage, boolean fileMode, boolean lineEndings) {
    private static final int MAX_BYTES = 1 << 20;

    static SafeConfig read(Path file) throws IOException {
        Config config = new Config(); // the plain class reads no includes
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                config.fromText(new String(in.readNBytes(MAX_BYTES), UTF_8));
            } catch (ConfigInvalidException e) {
                throw new CannotServe("its config file is not readable as git configuration");
            }
        }
        int version = config.getInt("core", "repositoryformatversion", 0);
        if (version > 1) {
            throw new CannotServe("its format version is " + version + "; 0 and 1 are supported");
        }
        String format = Optional.ofNullable(config.getString("extensions", null, "objectformat"))
                .orElse("sha1");
        if (!format.equalsIgnoreCase("sha1")) {
            throw new CannotServe("its object format is " + format + "; only sha1 is supported");
        }
        String storage = Optional.ofNullable(config.getString("extensions", null, "refstorage"))
                .orElse("files");
        if (!storage.equals("files") && !storage.equals("reftable")) {
            throw new CannotServe("its ref storage is " + storage + "; files and reftable are supported");
        }
        String autoCrlf =
                Optional.ofNullable(config.getString("core", null, "autocrlf")).orElse("false");
        return new SafeConfig(
                storage, config.getBoolean("core", "filemode", true), !autoCrlf.equalsIgnoreCase("false"));
    }

    /** The configuration JGit gets to see. */
    String text() {
        return refStorage.equals("reftable")
                ? "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n"
                : "[core]\n\trepositoryformatversion = 0\n";
    }
}
