/**
 * Which repositories are served, and how one is opened so that reading it cannot touch it, run anything or wander off.
 * Start at {@link dev.mcpgateway.git.repository.Repositories}; a call works on a {@link
 * dev.mcpgateway.git.repository.Reading}.
 *
 * <p>Not here: what is read.
 */
@NullMarked
package dev.mcpgateway.git.repository;

import org.jspecify.annotations.NullMarked;
