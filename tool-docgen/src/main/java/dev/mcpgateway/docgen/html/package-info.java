/**
 * A document as one HTML file. Start at {@link dev.mcpgateway.docgen.html.HtmlRenderer}. It holds everything it shows, asks nobody for
 * anything, and runs nothing: its own Content-Security-Policy says so to the browser. Not here: what of the caller's HTML may stay.
 */
@NullMarked
package dev.mcpgateway.docgen.html;

import org.jspecify.annotations.NullMarked;
