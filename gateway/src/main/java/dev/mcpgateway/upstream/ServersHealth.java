package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Instance;
import dev.mcpgateway.config.ServerSpec.Trust;
import dev.mcpgateway.health.Condition;
import dev.mcpgateway.health.Dependencies;
import dev.mcpgateway.health.Dependency;

/**
 * Whether the servers of tools.yaml are there. One of ours is asked for its {@code /health}, where any HTTP answer
 * will do; somebody else's is only knocked at, because it did not ask to be watched.
 */
@Component
final class ServersHealth implements Dependencies {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int SERVER_FAILS = 500;

    private final Plans plans;
    private final Instances instances;
    private final HttpClient http = HttpClient.create(ConnectionProvider.newConnection())
            .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(PATIENCE)
            .followRedirect(false);
    private final TcpClient tcp = TcpClient.create(ConnectionProvider.newConnection())
            .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);

    ServersHealth(Plans plans, Instances instances) {
        this.instances = instances;
        this.plans = plans;
    }

    @Override
    public List<Dependency> now() {
        return plans.current().servers().values().stream()
                .map(server -> new Dependency("server/" + server.name(), false, () -> look(server)))
                .toList();
    }

    private Mono<Condition> look(ServerSpec server) {
        int all = server.instances().size();
        return Flux.fromIterable(server.instances())
                .flatMap(instance -> answers(server, instance)
                        .onErrorReturn(false)
                        .doOnNext(does -> instances.probed(server, instance, does)))
                .filter(does -> does)
                .count()
                .map(count -> condition(count.intValue(), all));
    }

    private static Condition condition(int answering, int all) {
        if (answering == all) {
            return Condition.up(all == 1 ? "The server answers." : "All " + all + " instances answer.");
        }
        return answering == 0
                ? Condition.down("The server does not answer; calls to its tools fail.")
                : Condition.degraded(answering + " of " + all + " instances answer.");
    }

    private Mono<Boolean> answers(ServerSpec server, Instance instance) {
        if (server.trust() == Trust.INTERNAL) {
            return http.get()
                    .uri(instance.url().resolve("/health"))
                    .response()
                    .map(response -> response.status().code() < SERVER_FAILS);
        }
        int port = instance.url().getPort();
        int known = "https".equals(instance.url().getScheme()) ? 443 : 80;
        return tcp.host(instance.url().getHost())
                .port(port < 0 ? known : port)
                .connect()
                .doOnNext(connection -> connection.dispose())
                .hasElement();
    }
}
