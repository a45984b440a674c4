/** The service as callers meet it. */
@NullMarked
package dev.mcpgateway.docgen.tool;

import org.jspecify.annotations.NullMarked;
