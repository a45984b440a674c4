/** What the bench's figures are made of, proved without any load. */
@NullMarked
package dev.mcpgateway.bench;

import org.jspecify.annotations.NullMarked;
