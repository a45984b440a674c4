/** Bytes that are the same on every machine. */
@NullMarked
package dev.mcpgateway.docgen.bytes;

import org.jspecify.annotations.NullMarked;
