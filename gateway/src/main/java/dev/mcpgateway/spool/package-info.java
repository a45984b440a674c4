/**
 * A folder of files in which entries survive the process that wrote them. Start at {@link dev.mcpgateway.spool.Spool}:
 * what began is written before it happens, what ended after; what was begun and never ended is found by the next
 * process. Plain Java; knows bytes, not what they mean.
 *
 * <p>Not here: records and chains ({@code audit}), or when to do what: the caller has the threads.
 */
@NullMarked
package dev.mcpgateway.spool;

import org.jspecify.annotations.NullMarked;
