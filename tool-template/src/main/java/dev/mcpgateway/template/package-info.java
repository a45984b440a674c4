/** A tool service to start from: counts words. Start at {@link dev.mcpgateway.template.TemplateApplication}. */
@NullMarked
package dev.mcpgateway.template;

import org.jspecify.annotations.NullMarked;
