/**
 * What a document is, before it becomes PDF, DOCX or HTML. Start at {@link dev.mcpgateway.docgen.model.Document}. Plain values, already
 * safe: links are of an allowed kind and pictures are decoded headers with their bytes. Not here: Markdown, and anything a single
 * format needs.
 */
@NullMarked
package dev.mcpgateway.docgen.model;

import org.jspecify.annotations.NullMarked;
