/**
 * What callers see: two tools and the documents they left to be fetched. Start at {@link dev.mcpgateway.docgen.tool.DocumentGenerate}. Not
 * here: how a document is read or drawn.
 */
@NullMarked
package dev.mcpgateway.docgen.tool;

import org.jspecify.annotations.NullMarked;
