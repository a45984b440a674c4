/**
 * How is everything the gateway depends on? {@link dev.mcpgateway.health.Health} asks it now and then and remembers the
 * answers, so whoever wants to know never waits and never makes a store work. A room that depends on something says so
 * with a bean of {@link dev.mcpgateway.health.Dependencies}.
 *
 * <p>Not here: how a call deals with something that is away (each room's own business).
 */
@NullMarked
package dev.mcpgateway.health;

import org.jspecify.annotations.NullMarked;
