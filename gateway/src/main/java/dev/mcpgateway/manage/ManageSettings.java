package dev.mcpgateway.manage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * The management port.
 *
 * @param port 0 takes any that is free
 * @param address where it listens; it asks for no token, so keep it inside
 */
@Validated
@ConfigurationProperties("manage")
record ManageSettings(
        @Min(0) @Max(65_535) @DefaultValue("9000") int port,
        @NotBlank @DefaultValue("127.0.0.1") String address) {}
