package dev.mcpgateway.bench;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Cloud Gateway as it comes: one route, no filters of its own, no setting touched. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareGateway {

    /** @param args the port on loopback, and where the route leads */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(BareGateway.class);
        application.setDefaultProperties(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                args[0],
                "bench.upstream",
                args[1],
                "spring.main.banner-mode",
                "off"));
        application.run();
    }

    @Bean
    RouteLocator oneRoute(
            RouteLocatorBuilder routes,
            @org.springframework.beans.factory.annotation.Value("${bench.upstream}") String upstream) {
        return routes.routes()
                .route("mcp", route -> route.path("/mcp").uri(upstream))
                .build();
    }
}
