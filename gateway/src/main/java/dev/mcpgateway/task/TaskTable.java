package dev.mcpgateway.task;

import java.util.Objects;

import org.springframework.stereotype.Component;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;

/** {@code work.remote_task}. */
@Component
class TaskTable {
    /** Newer ones first; a caller with more sees in a list only these. */
    private static final int MOST_OF_ONE_CALLER = 1_000;

    /** Nobody asks for a task after a month; with the index, forgetting on the way costs next to nothing. */
    private static final String ADD = """
            WITH forgotten AS (DELETE FROM work.remote_task WHERE began < now() - interval '30 days')
            INSERT INTO work.remote_task (server, task_id, owner, instance) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String OWNER =
            "SELECT owner, instance FROM work.remote_task WHERE server = $1 AND task_id = $2";
    private static final String OF = "SELECT task_id, owner, instance FROM work.remote_task"
            + " WHERE server = $1 AND owner = $2 ORDER BY began DESC LIMIT " + MOST_OF_ONE_CALLER;

    private final Database database;

    TaskTable(Database database) {
        this.database = database;
    }

    record Owned(TaskKey key, TaskOwner owner) {}

    Mono<Void> add(TaskKey key, TaskOwner owner) {
        return database.with(connection -> Flux.from(connection
                                .createStatement(ADD)
                                .bind("$1", key.server())
                                .bind("$2", key.taskId())
                                .bind("$3", owner.caller())
                                .bind("$4", owner.instance())
                                .execute())
                        .concatMap(Result::getRowsUpdated)
                        .then(Mono.just(true)))
                .then();
    }

    Mono<TaskOwner> owner(TaskKey key) {
        return database.with(connection -> Flux.from(connection
                        .createStatement(OWNER)
                        .bind("$1", key.server())
                        .bind("$2", key.taskId())
                        .execute())
                .concatMap(result -> result.map(TaskTable::read)));
    }

    Flux<Owned> of(String server, String caller) {
        return database.stream(connection -> Flux.from(connection
                        .createStatement(OF)
                        .bind("$1", server)
                        .bind("$2", caller)
                        .execute())
                .concatMap(result ->
                        result.map(row -> new Owned(new TaskKey(server, text(row, "task_id")), read(row)))));
    }

    private static TaskOwner read(Readable row) {
        return new TaskOwner(text(row, "owner"), text(row, "instance"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
