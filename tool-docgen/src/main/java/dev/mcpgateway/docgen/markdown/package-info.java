/**
 * Reads Markdown that nobody vouches for. Start at {@link dev.mcpgateway.docgen.markdown.MarkdownReader}. Everything unsafe ends here: raw
 * HTML, links that run something, pictures from elsewhere. Not here: how anything looks.
 */
@NullMarked
package dev.mcpgateway.docgen.markdown;

import org.jspecify.annotations.NullMarked;
