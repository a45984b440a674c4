/** A client from the Java SDK, run by {@code checks/clients/run} and part of no module. */
package dev.mcpgateway.checks;
