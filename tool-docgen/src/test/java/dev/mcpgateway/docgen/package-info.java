/** The engine and the service from outside: what comes out of them for given Markdown. */
@NullMarked
package dev.mcpgateway.docgen;

import org.jspecify.annotations.NullMarked;
