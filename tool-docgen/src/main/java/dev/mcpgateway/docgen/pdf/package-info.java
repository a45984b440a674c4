/**
 * A document as PDF 1.7. Start at {@link dev.mcpgateway.docgen.pdf.PdfRenderer}. Sets lines and pages itself and writes the file itself, because
 * only that way nothing in it depends on a clock, a random number, the machine's fonts or its zlib. Not here: Markdown, and any decision
 * about what is allowed.
 *
 * <p>From the bottom: {@code PdfFile} numbers and writes objects; {@code PdfFonts} and {@code PdfImages} put fonts and pictures into it;
 * {@code Canvas} is one page; {@code Sheets} is all of them; {@code LineSetter} breaks text into lines; {@code Flow} puts blocks one below
 * the other.
 */
@NullMarked
package dev.mcpgateway.docgen.pdf;

import org.jspecify.annotations.NullMarked;
