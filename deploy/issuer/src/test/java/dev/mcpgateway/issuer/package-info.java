/** The issuer as its callers meet it: started, over real sockets. Start at {@link dev.mcpgateway.issuer.RunningIssuer}. */
@NullMarked
package dev.mcpgateway.issuer;

import org.jspecify.annotations.NullMarked;
