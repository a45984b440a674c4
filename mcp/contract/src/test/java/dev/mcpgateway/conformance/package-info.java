/** What the official conformance suite wants to find on a server; {@code checks/conformance-kit} runs the suite against it. */
@NullMarked
package dev.mcpgateway.conformance;

import org.jspecify.annotations.NullMarked;
