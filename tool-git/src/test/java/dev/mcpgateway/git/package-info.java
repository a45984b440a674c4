/** Proofs about the git service, most of them against the git command line as it is installed. Start at {@code EqualToGitTest}. */
@NullMarked
package dev.mcpgateway.git;

import org.jspecify.annotations.NullMarked;
