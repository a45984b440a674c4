/**
 * Markdown in, documents out. Start at {@link dev.mcpgateway.docgen.DocgenApplication}, then {@code tool} for what callers see. A document
 * takes one way: {@code markdown} reads it into {@code model}, and {@code pdf}, {@code docx} or {@code html} writes that. The engine knows
 * neither Spring nor MCP; only {@code tool} does.
 */
@NullMarked
package dev.mcpgateway.docgen;

import org.jspecify.annotations.NullMarked;
