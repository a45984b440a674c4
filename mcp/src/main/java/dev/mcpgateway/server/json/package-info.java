/**
 * Records on one side, JSON on the other: the mapper, the schemas made from records, the arguments checked against them. Start
 * at {@link dev.mcpgateway.server.json.Arguments}. Pure: no I/O, no Spring, no protocol.
 */
@NullMarked
package dev.mcpgateway.server.json;

import org.jspecify.annotations.NullMarked;
