/**
 * A document as DOCX (ECMA-376). Start at {@link dev.mcpgateway.docgen.docx.DocxRenderer}. Writes its few parts itself, with real styles,
 * lists, tables, notes and fields, so that a person can go on working in it. Not here: Markdown, and any decision about what is allowed.
 */
@NullMarked
package dev.mcpgateway.docgen.docx;

import org.jspecify.annotations.NullMarked;
