/**
 * What is in a tree at one commit: finding a path, listing, reading and searching files.
 *
 * <p>Not here: the work tree on disk ({@code state}); nothing in this package opens a file.
 */
@NullMarked
package dev.mcpgateway.git.content;

import org.jspecify.annotations.NullMarked;
