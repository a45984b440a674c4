/** What the issuer does with addresses and documents that strangers name. */
@NullMarked
package dev.mcpgateway.issuer.client;

import org.jspecify.annotations.NullMarked;
