/**
 * Fonts that are part of the program. Start at {@link dev.mcpgateway.docgen.font.Typeface}, which finds a {@link
 * dev.mcpgateway.docgen.font.Face} for every character. Fonts of the machine are never looked at: they would make the same document
 * differ. Not here: how text is set.
 */
@NullMarked
package dev.mcpgateway.docgen.font;

import org.jspecify.annotations.NullMarked;
