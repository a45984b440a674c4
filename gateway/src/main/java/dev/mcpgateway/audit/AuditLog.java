package dev.mcpgateway.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;

import dev.mcpgateway.audit.AuditQuery.Cursor;
import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;

/** What stands in {@code audit.record}, for those who may read it. */
public final class AuditLog {
    private static final int FETCH = 500;

    private final Database database;
    private final List<Column> columns;
    private final String select;
    private final Readers readers;

    AuditLog(Database database, List<Column> columns, Readers readers) {
        this.database = database;
        this.columns = columns;
        this.readers = readers;
        this.select = "SELECT " + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                + ", spool, sequence, hash FROM audit.record";
    }

    public boolean isKept() {
        return database.isConfigured();
    }

    /** The names of what a record holds, in the order of its values. */
    public List<String> names() {
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        names.addAll(List.of("spool", "sequence", "hash"));
        return names;
    }

    /** The place after a record. */
    public static Cursor after(Map<String, ?> record) {
        return new Cursor(ColumnType.micros((Instant) Objects.requireNonNull(record.get("ended"))), (UUID)
                Objects.requireNonNull(record.get("id")));
    }

    /** Records as a map in the order of {@link #names}; a value that is not known is not in it. Read as they are asked for. */
    public Flux<Map<String, Object>> find(AuditQuery query, Optional<Integer> most) {
        Function<Connection, Flux<Map<String, Object>>> find =
                connection -> Flux.from(statement(connection::createStatement, query, most)
                                .fetchSize(FETCH)
                                .execute())
                        .concatMap(result -> result.map(this::record));
        return most.isPresent() ? database.stream(find) : readers.admit(database.read(find));
    }

    private interface Statements {
        Statement create(String sql);
    }

    private Statement statement(Statements statements, AuditQuery query, Optional<Integer> most) {
        List<String> where = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        equal("user_id", query.userId(), where, values);
        equal("tenant", query.tenant(), where, values);
        equal("tool_name", query.toolName(), where, values);
        equal("server", query.server(), where, values);
        equal("decision", query.decision(), where, values);
        equal("outcome", query.outcome(), where, values);
        equal("request_id", query.requestId(), where, values);
        query.from().ifPresent(from -> where.add("ended >= " + next(from, values)));
        query.to().ifPresent(to -> where.add("ended < " + next(to, values)));
        query.after().ifPresent(cursor -> {
            Instant ended = ColumnType.instant(cursor.endedMicros());
            where.add("(ended, id) < (" + next(ended, values) + ", " + next(cursor.id(), values) + ")");
        });
        String sql = select
                + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
                + " ORDER BY ended DESC, id DESC"
                + most.map(count -> " LIMIT " + count).orElse("");
        Statement statement = statements.create(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.bind(i, values.get(i));
        }
        return statement;
    }

    private static void equal(String column, Optional<String> value, List<String> where, List<Object> values) {
        value.ifPresent(wanted -> where.add(column + " = " + next(wanted, values)));
    }

    private static String next(Object value, List<Object> values) {
        values.add(value);
        return "$" + values.size();
    }

    private Map<String, Object> record(Readable row) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            put(record, column.name(), column.type().read(row, i));
        }
        put(record, "spool", row.get("spool", UUID.class));
        put(record, "sequence", row.get("sequence", Long.class));
        put(record, "hash", ColumnType.HASH.read(row, columns.size() + 2));
        return record;
    }

    private static void put(Map<String, Object> record, String name, @Nullable Object value) {
        if (value != null) {
            record.put(name, value instanceof Hash hash ? hash.toString() : value);
        }
    }
}
