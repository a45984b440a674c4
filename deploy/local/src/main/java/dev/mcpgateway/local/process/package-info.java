/**
 * Child processes: started apart from the terminal, logged, watched, restarted, stopped in order, and found again by
 * the next run. Start at {@link dev.mcpgateway.local.process.Supervisor}. Not here: which services there are.
 */
@NullMarked
package dev.mcpgateway.local.process;

import org.jspecify.annotations.NullMarked;
