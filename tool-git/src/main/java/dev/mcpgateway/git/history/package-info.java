/**
 * Who changed what, when: walking commits ({@link dev.mcpgateway.git.history.CommitWalk}) and what is built on it, the
 * log, the search through history, blame.
 *
 * <p>Not here: what a change consists of ({@code change}), or what a tree contains ({@code content}).
 */
@NullMarked
package dev.mcpgateway.git.history;

import org.jspecify.annotations.NullMarked;
