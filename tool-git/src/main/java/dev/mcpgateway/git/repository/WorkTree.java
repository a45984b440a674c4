package dev.mcpgateway.git.repository;

import java.nio.file.Path;

/**
 * A checked-out tree on disk.
 *
 * @param fileMode whether the executable bit counts
 * @param lineEndings whether files may differ from what is stored by their line ends
 */
public record WorkTree(Path root, Path index, Path exclude, boolean fileMode, boolean lineEndings) {}
