package dev.mcpgateway.server.boot;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import dev.mcpgateway.server.engine.CallObserver;
import dev.mcpgateway.server.http.MetricsEndpoint;

/**
 * Meters, where a module brings {@code micrometer-registry-prometheus}: {@code GET /metrics}, guarded like everything but health.
 * A registry that is already there, such as the actuator's, is used instead of one of our own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(PrometheusMeterRegistry.class)
class McpMetricsConfiguration {
    private static final String CALLS = "mcp.server.calls";
    private static final int BEFORE_STATIC_CONTENT = -1;

    @Bean
    @ConditionalOnMissingBean(MeterRegistry.class)
    PrometheusMeterRegistry mcpMeterRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    @Bean
    JvmGcMetrics mcpGcMetrics(MeterRegistry registry) {
        JvmGcMetrics metrics = new JvmGcMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    @Bean
    CallObserver mcpCallMeter(MeterRegistry registry) {
        AtomicInteger active = new AtomicInteger();
        registry.gauge(CALLS + ".active", active);
        return tool -> {
            Timer.Sample started = Timer.start(registry);
            active.incrementAndGet();
            return outcome -> {
                active.decrementAndGet();
                started.stop(registry.timer(
                        CALLS, "tool", tool, "outcome", outcome.name().toLowerCase(Locale.ROOT)));
            };
        };
    }

    @Bean
    @ConditionalOnBean(PrometheusMeterRegistry.class)
    SimpleUrlHandlerMapping mcpMetricsEndpoint(PrometheusMeterRegistry registry) {
        return new SimpleUrlHandlerMapping(
                Map.of("/metrics", new MetricsEndpoint(registry::scrape)), BEFORE_STATIC_CONTENT);
    }
}
