/** A room that breaks the rule of the floors, so that {@code HouseTest} can show that the rule works. */
@NullMarked
package dev.mcpgateway.house.broken.call;

import org.jspecify.annotations.NullMarked;
