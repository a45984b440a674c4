/** One part of a call by itself in each class, as JMH measures it. Run by {@code bench/micro/run}, never by the build. */
package dev.mcpgateway.bench.micro;
