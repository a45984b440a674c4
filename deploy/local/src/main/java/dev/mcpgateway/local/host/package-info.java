/**
 * What the stack needs of the machine it stands on: folders, ports, disk, secrets, and the sentence that says what is
 * missing. Start at {@link dev.mcpgateway.local.host.Layout}. Not here: starting anything ({@code process}).
 */
@NullMarked
package dev.mcpgateway.local.host;

import org.jspecify.annotations.NullMarked;
