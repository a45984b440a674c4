/**
 * Pictures from strangers. Start at {@link dev.mcpgateway.docgen.image.PictureReader}. Reads PNG and JPEG itself, in plain Java and row by
 * row: a lying header or a bomb costs two rows of memory. Not here: where the bytes came from, and how a page shows them.
 */
@NullMarked
package dev.mcpgateway.docgen.image;

import org.jspecify.annotations.NullMarked;
