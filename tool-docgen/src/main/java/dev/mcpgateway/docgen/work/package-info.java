/**
 * What one piece of work may use and how it is told to stop. Start at {@link dev.mcpgateway.docgen.work.Budget}. Not here: threads and
 * queues, which belong to whoever runs the work.
 */
@NullMarked
package dev.mcpgateway.docgen.work;

import org.jspecify.annotations.NullMarked;
