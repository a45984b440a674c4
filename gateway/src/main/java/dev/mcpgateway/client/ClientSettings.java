package dev.mcpgateway.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Our own questions to servers.
 *
 * @param read whether servers are asked, beside the calls, what tools they offer; if not, only names that tools.yaml
 *     lists can be called without their server's
 */
@Validated
@ConfigurationProperties("definitions")
record ClientSettings(@DefaultValue("true") boolean read) {}
