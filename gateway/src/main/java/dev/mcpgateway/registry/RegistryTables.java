package dev.mcpgateway.registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.store.Database;

/** The tables {@code registry.server} and {@code registry.tool}; the history of a tool is kept by a trigger. */
@Component
class RegistryTables {
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtext('registry')), set_config('mcp.plan', $1, true)";

    private static final String KEEP_SERVERS = """
            INSERT INTO registry.server AS s (name, scope, trust, urls, active)
            SELECT n.name, n.scope, n.trust, string_to_array(n.urls, ' '), true
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS n (name, scope, trust, urls)
            ON CONFLICT (name) DO UPDATE
            SET scope = excluded.scope, trust = excluded.trust, urls = excluded.urls, active = true, changed_at = now()
            WHERE (s.scope, s.trust, s.urls, s.active) IS DISTINCT FROM (excluded.scope, excluded.trust, excluded.urls, true)
            """;

    private static final String KEEP_TOOLS = """
            INSERT INTO registry.tool AS t
                (server, name, risk, categories, timeout_ms, cost, max_concurrent, long_running, repeatable, active)
            SELECT n.server, n.name, n.risk, string_to_array(n.categories, ','), n.timeout_ms, n.cost, n.max_concurrent,
                   n.long_running, n.repeatable, true
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[],
                        $8::boolean[], $9::boolean[])
                AS n (server, name, risk, categories, timeout_ms, cost, max_concurrent, long_running, repeatable)
            ON CONFLICT (server, name) DO UPDATE
            SET risk = excluded.risk, categories = excluded.categories, timeout_ms = excluded.timeout_ms,
                cost = excluded.cost, max_concurrent = excluded.max_concurrent,
                long_running = excluded.long_running, repeatable = excluded.repeatable, active = true, changed_at = now()
            WHERE (t.risk, t.categories, t.timeout_ms, t.cost, t.max_concurrent, t.long_running, t.repeatable, t.active)
                IS DISTINCT FROM (excluded.risk, excluded.categories, excluded.timeout_ms, excluded.cost,
                                  excluded.max_concurrent, excluded.long_running, excluded.repeatable, true)
            """;

    private static final String RETIRE_SERVERS =
            "UPDATE registry.server SET active = false, changed_at = now() WHERE active AND NOT name = ANY ($1::text[])";

    private static final String RETIRE_TOOLS = """
            UPDATE registry.tool SET active = false, changed_at = now()
            WHERE active AND NOT server || '/' || name = ANY ($1::text[])
            """;

    private static final String NOTE_REVISION =
            "INSERT INTO registry.config_revision (digest, gateway) VALUES ($1, $2)";

    private static final String TOOLS = """
            SELECT t.server, s.scope, t.name, t.risk, t.categories, t.cost, t.active, t.first_seen, t.changed_at
            FROM registry.tool t JOIN registry.server s ON s.name = t.server
            ORDER BY t.server, t.name
            """;

    private final Database database;
    private final String gateway;

    RegistryTables(
            Database database,
            @org.springframework.beans.factory.annotation.Value("${audit.gateway:gateway}") String gateway) {
        this.database = database;
        this.gateway = gateway;
    }

    /** One transaction: nobody sees half a plan, and gateways that start together take turns. */
    Mono<Void> keep(Plan plan) {
        List<ServerSpec> servers = List.copyOf(plan.servers().values());
        List<Listed> tools = servers.stream().flatMap(Listed::of).toList();
        return database.inTransaction(connection -> run(connection
                                .createStatement(LOCK)
                                .bind("$1", plan.digest()))
                        .then(run(servers(connection, servers)))
                        .then(run(tools(connection, tools)))
                        .then(run(connection
                                .createStatement(RETIRE_TOOLS)
                                .bind("$1", texts(tools.stream().map(t -> t.server + "/" + t.tool.name())))))
                        .then(run(connection
                                .createStatement(RETIRE_SERVERS)
                                .bind("$1", texts(servers.stream().map(ServerSpec::name)))))
                        .then(run(connection
                                .createStatement(NOTE_REVISION)
                                .bind("$1", plan.digest())
                                .bind("$2", gateway))))
                .then();
    }

    Flux<RegisteredTool> tools() {
        return database.stream(
                connection -> Flux.from(connection.createStatement(TOOLS).execute())
                        .concatMap(result -> result.map(RegistryTables::tool)));
    }

    /** A tool with the name of its server. */
    private record Listed(String server, ServerSpec.Tool tool) {
        static Stream<Listed> of(ServerSpec server) {
            return Stream.concat(server.tools().values().stream(), server.anyTool().stream())
                    .map(tool -> new Listed(server.name(), tool));
        }
    }

    private static Statement servers(Connection connection, List<ServerSpec> servers) {
        return connection
                .createStatement(KEEP_SERVERS)
                .bind("$1", texts(servers.stream().map(ServerSpec::name)))
                .bind("$2", texts(servers.stream().map(ServerSpec::scope)))
                .bind("$3", texts(servers.stream().map(server -> lower(server.trust()))))
                .bind(
                        "$4",
                        texts(servers.stream()
                                .map(server -> String.join(
                                        " ",
                                        server.instances().stream()
                                                .map(instance -> instance.url().toString())
                                                .toList()))));
    }

    private static Statement tools(Connection connection, List<Listed> tools) {
        return connection
                .createStatement(KEEP_TOOLS)
                .bind("$1", texts(tools.stream().map(Listed::server)))
                .bind("$2", texts(tools.stream().map(t -> t.tool.name())))
                .bind("$3", texts(tools.stream().map(t -> lower(t.tool.risk()))))
                .bind(
                        "$4",
                        texts(tools.stream()
                                .map(t -> String.join(
                                        ",",
                                        t.tool.categories().stream().sorted().toList()))))
                .bind("$5", tools.stream().map(t -> t.tool.timeout().toMillis()).toArray(Long[]::new))
                .bind("$6", tools.stream().map(t -> t.tool.cost()).toArray(Integer[]::new))
                .bind("$7", tools.stream().map(t -> t.tool.maxConcurrent()).toArray(Integer[]::new))
                .bind("$8", tools.stream().map(t -> t.tool.longRunning()).toArray(Boolean[]::new))
                .bind("$9", tools.stream().map(t -> t.tool.repeatable()).toArray(Boolean[]::new));
    }

    private static Mono<Void> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).then();
    }

    private static RegisteredTool tool(Readable row) {
        return new RegisteredTool(
                text(row, "server"),
                text(row, "scope"),
                text(row, "name"),
                text(row, "risk"),
                List.of(Objects.requireNonNull(row.get("categories", String[].class))),
                Objects.requireNonNull(row.get("cost", Integer.class)),
                Objects.requireNonNull(row.get("active", Boolean.class)),
                Objects.requireNonNull(row.get("first_seen", Instant.class)),
                Objects.requireNonNull(row.get("changed_at", Instant.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
