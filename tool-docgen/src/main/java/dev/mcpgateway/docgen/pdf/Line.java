package dev.mcpgateway.docgen.pdf;

import java.util.List;

/** A set line: its pieces from left to right, how tall it is and where in it the baseline runs (from its top). */
record Line(List<Piece> pieces, double width, double height, double baseline) {}
