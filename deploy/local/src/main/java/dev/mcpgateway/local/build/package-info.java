/**
 * From sources to something that starts fast: Maven when a jar is missing or old, then unpacked jars with a class-data
 * archive. Start at {@link dev.mcpgateway.local.build.Build}. Not here: running services ({@code process}).
 */
@NullMarked
package dev.mcpgateway.local.build;

import org.jspecify.annotations.NullMarked;
