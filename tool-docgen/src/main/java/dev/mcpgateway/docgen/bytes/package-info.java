/**
 * Bytes that are the same on every machine. Start at {@link dev.mcpgateway.docgen.bytes.Deflate}. Not here: what the bytes mean.
 */
@NullMarked
package dev.mcpgateway.docgen.bytes;

import org.jspecify.annotations.NullMarked;
