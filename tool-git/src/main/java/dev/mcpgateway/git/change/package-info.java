/**
 * What differs between two trees: which files ({@link dev.mcpgateway.git.change.TreeChanges}), and line by line ({@link
 * dev.mcpgateway.git.change.FilePatch}).
 *
 * <p>Not here: which commits to compare ({@code history}).
 */
@NullMarked
package dev.mcpgateway.git.change;

import org.jspecify.annotations.NullMarked;
