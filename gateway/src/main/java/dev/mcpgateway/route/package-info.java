/**
 * Everything Spring Cloud Gateway: how gates hang into it ({@link dev.mcpgateway.route.GatesFilter}), where calls go
 * ({@code ScopeRoutes}), the crossing as its last filter, and the predicates of platform teams.
 *
 * <p>Not here: any decision; a gate decides, and knows nothing of this package.
 */
@NullMarked
package dev.mcpgateway.route;

import org.jspecify.annotations.NullMarked;
