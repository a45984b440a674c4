/**
 * One part of a call by itself in each class, as JMH measures it. Run by {@code bench/micro/run}, never by the build.
 * Parts that only their own room of the gateway can see stand in packages of the same names beside this one.
 */
package dev.mcpgateway.bench.micro;
