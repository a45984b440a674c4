package dev.mcpgateway.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;

/** The table {@code audit.payload}, for those who may read what calls carried, or take it away. */
@Component
public final class PayloadTable {
    private static final String READ =
            "SELECT ended, issuer, user_id, tenant, arguments FROM audit.payload WHERE id = $1";

    private final Database database;

    PayloadTable(Database database) {
        this.database = database;
    }

    /** What a call carried, redacted, and whose call it was. */
    public record Payload(UUID id, Instant ended, String issuer, String userId, String tenant, String arguments) {}

    /** Whose payloads are erased. What is not said is any. */
    public record Whose(
            Optional<UUID> id,
            Optional<String> issuer,
            Optional<String> tenant,
            Optional<String> userId,
            Optional<Instant> before) {}

    public Mono<Payload> read(UUID id) {
        return database.with(connection -> Flux.from(
                        connection.createStatement(READ).bind("$1", id).execute())
                .concatMap(result -> result.map(row -> new Payload(
                        id,
                        Objects.requireNonNull(row.get("ended", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.get("issuer", String.class)),
                        Objects.requireNonNull(row.get("user_id", String.class)),
                        Objects.requireNonNull(row.get("tenant", String.class)),
                        Objects.requireNonNull(row.get("arguments", String.class))))));
    }

    /** Answers how many there were. The chain stays whole: it covers their digests. */
    public Mono<Long> erase(Whose whose) {
        List<String> where = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        whose.id().ifPresent(id -> add("id =", id, where, values));
        whose.issuer().ifPresent(issuer -> add("issuer =", issuer, where, values));
        whose.tenant().ifPresent(tenant -> add("tenant =", tenant, where, values));
        whose.userId().ifPresent(user -> add("user_id =", user, where, values));
        whose.before().ifPresent(time -> add("ended <", time, where, values));
        if (where.isEmpty()) {
            return Mono.error(new IllegalArgumentException("everything is not somebody's"));
        }
        return database.with(connection -> {
            Statement statement =
                    connection.createStatement("DELETE FROM audit.payload WHERE " + String.join(" AND ", where));
            for (int i = 0; i < values.size(); i++) {
                statement.bind(i, values.get(i));
            }
            return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated);
        });
    }

    private static void add(String is, Object value, List<String> where, List<Object> values) {
        values.add(value);
        where.add(is + " $" + values.size());
    }
}
