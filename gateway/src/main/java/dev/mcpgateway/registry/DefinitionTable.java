package dev.mcpgateway.registry;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;

/** {@code registry.tool_definition}: what servers said of their tools, last and before. */
@Component
public class DefinitionTable {
    private static final String KEEP = """
            INSERT INTO registry.tool_definition AS d (server, name, definition, offered)
            SELECT $1, n.name, n.definition::jsonb, true FROM unnest($2::text[], $3::text[]) AS n (name, definition)
            ON CONFLICT (server, name) DO UPDATE SET definition = excluded.definition, offered = true, changed_at = now()
            WHERE (d.definition, d.offered) IS DISTINCT FROM (excluded.definition, true)
            """;
    private static final String RETIRE = """
            UPDATE registry.tool_definition SET offered = false, changed_at = now()
            WHERE server = $1 AND offered AND NOT name = ANY ($2::text[])
            """;

    private final Database database;

    DefinitionTable(Database database) {
        this.database = database;
    }

    /** Brings the table to what {@code server} offers now. Without a database there is nothing to keep. */
    public Mono<Void> keep(String server, Map<String, String> tools) {
        if (!database.isConfigured()) {
            return Mono.empty();
        }
        List<String> names = List.copyOf(tools.keySet());
        String[] definitions = names.stream().map(tools::get).toArray(String[]::new);
        return database.inTransaction(connection -> Flux.from(connection
                                .createStatement(KEEP)
                                .bind("$1", server)
                                .bind("$2", names.toArray(String[]::new))
                                .bind("$3", definitions)
                                .execute())
                        .concatMap(Result::getRowsUpdated)
                        .thenMany(Flux.from(connection
                                        .createStatement(RETIRE)
                                        .bind("$1", server)
                                        .bind("$2", names.toArray(String[]::new))
                                        .execute())
                                .concatMap(Result::getRowsUpdated))
                        .then(Mono.just(true)))
                .then();
    }
}
