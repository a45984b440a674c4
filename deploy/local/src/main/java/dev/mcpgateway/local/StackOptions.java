package dev.mcpgateway.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.mcpgateway.local.host.Refusal;

/**
 * What was asked for.
 *
 * @param port of the first gateway; every other port keeps its distance to it, so one number moves a whole stack
 */
record StackOptions(Path config, int port, Set<Service> services, int gateways) {
    private static final int MANAGEMENT = 9000;
    private static final int MOST_GATEWAYS = 8;
    private static final int LAST_DISTANCE = MANAGEMENT + MOST_GATEWAYS - Service.GATEWAY.defaultPort();

    StackOptions {
        services = Set.copyOf(services);
        if (port < 1024 || port + LAST_DISTANCE > 65_535) {
            throw new Refusal("--port must be between 1024 and %d, not %d: the other services take the ports above it."
                    .formatted(65_535 - LAST_DISTANCE, port));
        }
        if (gateways < 1 || gateways > MOST_GATEWAYS) {
            throw new Refusal("--gateways must be between 1 and %d, not %d.".formatted(MOST_GATEWAYS, gateways));
        }
        config = config.toAbsolutePath().normalize();
        for (String file : new String[] {"tools.yaml", "policy.yaml"}) {
            if (!Files.isReadable(config.resolve(file))) {
                throw new Refusal(
                        "%s has no %s: name the folder that holds tools.yaml and policy.yaml with --config DIR."
                                .formatted(config, file));
            }
        }
    }

    /** The services named, and what a gateway cannot do without unless the environment names another one. */
    static Set<Service> chosen(String only, Map<String, String> environment) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (only.isBlank()) {
            services.addAll(EnumSet.allOf(Service.class));
        } else {
            Arrays.stream(only.split(",")).map(Service::named).forEach(services::add);
        }
        if (services.contains(Service.GATEWAY)) {
            services.addAll(Set.of(Service.POSTGRES, Service.REDIS, Service.ISSUER));
        }
        if (environment.containsKey("DATABASE_URL")) {
            services.remove(Service.POSTGRES);
        }
        if (environment.containsKey("REDIS_URL")) {
            services.remove(Service.REDIS);
        }
        if (Settings.bringsOwnIssuer(environment)) {
            services.remove(Service.ISSUER);
        }
        return services;
    }

    boolean has(Service service) {
        return services.contains(service);
    }

    int port(Service service) {
        return service.defaultPort() + port - Service.GATEWAY.defaultPort();
    }

    int gatewayPort(int number) {
        return port + number - 1;
    }

    int managementPort(int number) {
        return MANAGEMENT + port - Service.GATEWAY.defaultPort() + number - 1;
    }
}
