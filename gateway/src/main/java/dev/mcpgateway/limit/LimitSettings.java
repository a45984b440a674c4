package dev.mcpgateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How limits are kept.
 *
 * @param onRedisDown what becomes of calls while Redis is away
 * @param mostBuckets the most callers, tools and tenants this process knows the use of
 * @param mostAddresses the most addresses it knows the use of; apart, so that a flood of them drives out no caller
 */
@Validated
@ConfigurationProperties("limits")
record LimitSettings(
        @NotNull @DefaultValue("local") OnRedisDown onRedisDown,

        @Min(100) @Max(10_000_000) @DefaultValue("100000") int mostBuckets,

        @Min(100) @Max(10_000_000) @DefaultValue("50000") int mostAddresses) {}
