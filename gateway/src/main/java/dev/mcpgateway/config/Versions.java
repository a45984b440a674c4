package dev.mcpgateway.config;

/** The file format's own version, so that a later one is recognised instead of half understood. */
final class Versions {
    private static final String READABLE = "1";

    private Versions() {}

    static void check(Section root) {
        String version = root.required("version");
        if (!version.isEmpty() && !version.equals(READABLE)) {
            root.problem("version", "version " + version + " is newer than this gateway, which reads " + READABLE);
        }
    }
}
