/**
 * How much and how fast: every number the gateway shows. Each is declared once in {@link dev.mcpgateway.meter.Metric};
 * {@link dev.mcpgateway.meter.Meters} holds where its value comes from, and is read when somebody scrapes. Counting a
 * call ({@link dev.mcpgateway.meter.CallMeter}) is a lookup and a few additions.
 *
 * <p>Not here: what happened to one call ({@code audit}, the log), or where the numbers are served ({@code manage}).
 */
@NullMarked
package dev.mcpgateway.meter;

import org.jspecify.annotations.NullMarked;
