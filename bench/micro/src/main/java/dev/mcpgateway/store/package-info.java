/** What {@code dev.mcpgateway.bench.micro} measures of the gateway's room of this name, from inside it. */
package dev.mcpgateway.store;
