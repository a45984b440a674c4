package dev.mcpgateway.session;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.mcpgateway.config.Secret;

/**
 * How session ids are sealed.
 *
 * @param sealKeys the same for all gateways behind one address: the first seals, every one opens. None: a key of this
 *     process alone, and sessions end with it
 */
@Validated
@ConfigurationProperties("session")
record SessionSettings(@NotNull @Size(max = 5) @DefaultValue List<Secret> sealKeys) {}
