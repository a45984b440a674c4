/** Whether the bookkeeping of streams would notice what it is there for. */
@NullMarked
package dev.mcpgateway.bench.stream;

import org.jspecify.annotations.NullMarked;
