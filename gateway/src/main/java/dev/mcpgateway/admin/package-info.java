/**
 * What operators ask the gateway: {@code /admin/tools}, {@code /admin/policy}. Every path needs a right of policy.yaml's {@code gateway}
 * lists.
 *
 * <p>Not here: anything an ordinary caller may ask ({@code rest}).
 */
@NullMarked
package dev.mcpgateway.admin;

import org.jspecify.annotations.NullMarked;
