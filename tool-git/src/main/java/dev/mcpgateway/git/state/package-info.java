/**
 * How things stand now: where branches and tags point, and how the work tree differs from what is committed. The work
 * tree is the one place where files on disk are looked at, and no link in it is followed.
 *
 * <p>Not here: history.
 */
@NullMarked
package dev.mcpgateway.git.state;

import org.jspecify.annotations.NullMarked;
