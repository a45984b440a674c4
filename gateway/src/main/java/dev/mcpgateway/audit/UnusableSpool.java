package dev.mcpgateway.audit;

import java.io.IOException;
import java.nio.file.Path;

/** The folder for the spool cannot be used. */
final class UnusableSpool extends RuntimeException {
    UnusableSpool(Path folder, IOException cause) {
        super("the audit spool cannot be kept in " + folder.toAbsolutePath() + ": " + cause, cause);
    }
}
