package dev.mcpgateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import reactor.netty.ReactorNetty;

/** Starts the gateway. Its rooms are named one by one: other modules share the root package and are not part of it. */
@SpringBootApplication(
        scanBasePackages = {
            "dev.mcpgateway.config",
            "dev.mcpgateway.store",
            "dev.mcpgateway.trace",
            "dev.mcpgateway.meter",
            "dev.mcpgateway.health",
            "dev.mcpgateway.auth",
            "dev.mcpgateway.policy",
            "dev.mcpgateway.limit",
            "dev.mcpgateway.audit",
            "dev.mcpgateway.registry",
            "dev.mcpgateway.session",
            "dev.mcpgateway.task",
            "dev.mcpgateway.upstream",
            "dev.mcpgateway.relay",
            "dev.mcpgateway.client",
            "dev.mcpgateway.edge",
            "dev.mcpgateway.route",
            "dev.mcpgateway.rest",
            "dev.mcpgateway.admin",
            "dev.mcpgateway.manage"
        })
public class GatewayApplication {
    public static void main(String[] args) {
        if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
            System.setProperty(ReactorNetty.IO_WORKER_COUNT, Integer.toString(loops()));
        }
        SpringApplication.run(GatewayApplication.class, args);
    }

    /** One event loop a core: nothing blocks them, and more than that only take turns. */
    private static int loops() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }
}
