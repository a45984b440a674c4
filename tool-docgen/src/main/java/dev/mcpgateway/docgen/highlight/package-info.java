/**
 * Colours for code. Start at {@link dev.mcpgateway.docgen.highlight.Highlighter}. One scanner for many languages: it knows words, texts,
 * numbers and remarks, never grammar, so it cannot be wrong in a way that hides code. Not here: how a format writes a colour.
 */
@NullMarked
package dev.mcpgateway.docgen.highlight;

import org.jspecify.annotations.NullMarked;
