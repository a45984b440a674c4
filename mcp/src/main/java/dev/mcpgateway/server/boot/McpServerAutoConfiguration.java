package dev.mcpgateway.server.boot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import jakarta.validation.spi.ValidationProvider;

import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.engine.CallObserver;
import dev.mcpgateway.server.engine.Limits;
import dev.mcpgateway.server.engine.McpEngine;
import dev.mcpgateway.server.engine.ServerCard;
import dev.mcpgateway.server.engine.ToolCatalogue;
import dev.mcpgateway.server.engine.Workers;
import dev.mcpgateway.server.http.Doorkeeper;
import dev.mcpgateway.server.http.HealthEndpoint;
import dev.mcpgateway.server.http.McpEndpoint;
import dev.mcpgateway.server.http.RequestReader;
import dev.mcpgateway.server.resource.Resources;

/** Puts a server together where an {@link McpServer} bean asks for one; the vocabulary alone starts nothing. */
@AutoConfiguration(
        before = NettyReactiveWebServerAutoConfiguration.class,
        afterName =
                "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration")
@ConditionalOnClass(NettyReactiveWebServerFactory.class)
@ConditionalOnBean(McpServer.class)
@EnableConfigurationProperties(McpServerProperties.class)
@Import(McpMetricsConfiguration.class)
public final class McpServerAutoConfiguration {
    private static final int BEFORE_STATIC_CONTENT = -1;
    private static final Duration QUIET = Duration.ofMillis(100);

    /** Event loops of its own: closing one server of a JVM must not take away another's. */
    @Bean
    ReactorResourceFactory mcpReactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // By default they wait two seconds for somebody to say more, after the last call has ended.
        resources.setShutdownQuietPeriod(QUIET);
        return resources;
    }

    @Bean
    ServerAddress mcpServerAddress(McpServer server, Environment environment) {
        return new ServerAddress(server, environment);
    }

    @Bean
    ToolCatalogue mcpToolCatalogue(ObjectProvider<Tool<?, ?>> tools) {
        return new ToolCatalogue(tools.orderedStream().toList());
    }

    @Bean
    Workers mcpWorkers(McpServerProperties properties) {
        return new Workers(properties.workers(), properties.workerQueue());
    }

    @Bean
    McpEngine mcpEngine(
            McpServer server,
            ToolCatalogue catalogue,
            ObjectProvider<Resources> resources,
            Workers workers,
            ObjectProvider<CallObserver> observer,
            McpServerProperties properties) {
        return new McpEngine(
                new ServerCard(server.name(), server.title(), server.version(), server.instructions()),
                catalogue,
                Optional.ofNullable(resources.getIfAvailable()),
                workers,
                new Limits(
                        properties.maxConcurrentCalls(),
                        properties.callTimeout(),
                        properties.maxSubscriptions(),
                        properties.pendingNotifications(),
                        properties.pageSize(),
                        properties.listTtl()),
                observer.getIfAvailable(() -> CallObserver.NONE));
    }

    /** First of all to stop: the web server then waits for calls under way, not for those who only listen. */
    @Bean
    SmartLifecycle mcpSubscriptionsEnd(McpEngine engine) {
        return new LastCall(engine::endSubscriptions);
    }

    @Bean
    SimpleUrlHandlerMapping mcpEndpoints(
            McpServer server, McpEngine engine, ToolCatalogue catalogue, McpServerProperties properties) {
        McpEndpoint endpoint = new McpEndpoint(
                engine, new RequestReader(catalogue), (int) properties.maxBody().toBytes(), properties.keepAlive());
        return new SimpleUrlHandlerMapping(
                Map.of("/mcp", endpoint, "/health", new HealthEndpoint(server.name(), server.version())),
                BEFORE_STATIC_CONTENT);
    }

    /** Arguments are validated against their schema; asking for a validation provider would only log that there is none. */
    @Bean
    WebFluxConfigurer mcpWithoutValidationProvider() {
        return new WebFluxConfigurer() {
            @Override
            public @Nullable Validator getValidator() {
                return ServiceLoader.load(ValidationProvider.class).findFirst().isPresent()
                        ? null
                        : new NoOpValidator();
            }
        };
    }

    private static final class NoOpValidator implements Validator {
        @Override
        public boolean supports(Class<?> type) {
            return false;
        }

        @Override
        public void validate(Object target, Errors errors) {}
    }

    @Bean
    @Order(0)
    Doorkeeper mcpDoorkeeper(Environment environment, McpServerProperties properties) {
        return new Doorkeeper(SecretSource.read(environment), properties.allowedOrigins());
    }
}
