/**
 * Whose session is it? Start at {@link dev.mcpgateway.session.SessionSeal}: a legacy session's id travels sealed, so
 * that it can be used by nobody but the caller who opened it, and says which instance holds it. Nothing is stored.
 *
 * <p>Not here: what a session is for; that is between client and server.
 */
@NullMarked
package dev.mcpgateway.session;

import org.jspecify.annotations.NullMarked;
