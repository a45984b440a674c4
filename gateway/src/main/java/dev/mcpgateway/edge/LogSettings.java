package dev.mcpgateway.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is logged beyond refusals and failures.
 *
 * @param everyCall also one line for each request that ends well
 */
@Validated
@ConfigurationProperties("log")
record LogSettings(@DefaultValue("false") boolean everyCall) {}
