package dev.mcpgateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;

import static dev.mcpgateway.audit.ColumnType.HASH;
import static dev.mcpgateway.audit.ColumnType.ID;
import static dev.mcpgateway.audit.ColumnType.INT;
import static dev.mcpgateway.audit.ColumnType.LONG;
import static dev.mcpgateway.audit.ColumnType.TEXT;
import static dev.mcpgateway.audit.ColumnType.TEXTS;
import static dev.mcpgateway.audit.ColumnType.TIME;

/**
 * What {@code audit.record} holds of a record, once. A column's number is written into spools and digests for ever: a
 * new column gets the next number and comes last; one that is given up keeps its number and is never written again. The
 * first two are in every record, at the places where {@link Entry} finds them.
 */
final class Columns {
    /** From the one to the other, columns are of the call alone, and the same at its end as at its beginning. */
    static final int FIRST_STEADY = 7;

    static final int LAST_STEADY = 24;

    private static final int WORD = 64;
    private static final int NAME = 256;
    private static final int LINE = 1_024;
    private static final int URI = 4_096;
    private static final int FIXED = 0;

    /**
     * @param name in the table
     * @param longest in bytes, where the type has no length of its own; what a client can make longer is cut
     * @param value of a record; empty is not written
     */
    record Column(
            int number, String name, ColumnType type, int longest, Function<AuditRecord, @Nullable Object> value) {}

    private Columns() {}

    static List<Column> of(String gateway, Digests digests, Payloads payloads) {
        return List.of(
                new Column(1, "ended", TIME, FIXED, AuditRecord::ended),
                new Column(2, "id", ID, FIXED, r -> UUID.fromString(r.origin().requestId())),
                new Column(3, "kind", TEXT, WORD, r -> r.kind().word()),
                new Column(4, "received", TIME, FIXED, r -> r.origin().received()),
                new Column(5, "first_byte", TIME, FIXED, Columns::firstByte),
                new Column(6, "duration_us", LONG, FIXED, r -> r.took().toNanos() / 1_000),
                new Column(7, "request_id", TEXT, WORD, r -> r.origin().requestId()),
                new Column(8, "trace_id", TEXT, WORD, r -> orNull(r.facts().trace())),
                new Column(9, "gateway", TEXT, NAME, r -> gateway),
                new Column(10, "address", TEXT, WORD, r -> orNull(r.origin().address())),
                new Column(11, "http_method", TEXT, WORD, r -> orNull(r.facts().httpMethod())),
                new Column(12, "path", TEXT, LINE, r -> orNull(r.origin().path())),
                new Column(13, "issuer", TEXT, NAME, r -> caller(r, Caller::issuer)),
                new Column(14, "user_id", TEXT, NAME, r -> caller(r, Caller::subject)),
                new Column(15, "tenant", TEXT, NAME, r -> caller(r, Caller::tenant)),
                new Column(16, "roles", TEXTS, WORD, r -> caller(r, known -> List.copyOf(known.roles()))),
                new Column(
                        17,
                        "client",
                        TEXT,
                        2 * NAME,
                        r -> orNull(r.call().flatMap(call -> call.message().client()))),
                new Column(
                        18,
                        "server",
                        TEXT,
                        NAME,
                        r -> call(r, call -> call.server().name())),
                new Column(
                        19,
                        "method",
                        TEXT,
                        NAME,
                        r -> call(r, call -> call.message().method().wire())),
                new Column(
                        20,
                        "tool_name",
                        TEXT,
                        URI,
                        r -> orNull(r.call().flatMap(call -> call.message().name()))),
                new Column(
                        21,
                        "rpc_id",
                        TEXT,
                        NAME,
                        r -> orNull(r.call().flatMap(call -> call.message().id()))),
                new Column(
                        22,
                        "protocol",
                        TEXT,
                        WORD,
                        r -> call(r, call -> call.message().version().wire())),
                new Column(23, "plan", TEXT, NAME, r -> r.plan().digest()),
                new Column(24, "plan_version", LONG, FIXED, r -> r.plan().version()),
                new Column(25, "decision", TEXT, WORD, Columns::decision),
                new Column(26, "rule", TEXT, NAME, r -> orNull(r.rule())),
                new Column(27, "limit_id", TEXT, NAME, r -> orNull(r.limit())),
                new Column(28, "outcome", TEXT, WORD, r -> r.outcome().word()),
                new Column(
                        29,
                        "reason",
                        TEXT,
                        WORD,
                        r -> orNull(r.failure().map(failure -> failure.reason().word()))),
                new Column(30, "status", INT, FIXED, AuditRecord::status),
                new Column(31, "bytes_in", LONG, FIXED, Columns::bytesIn),
                new Column(32, "bytes_out", LONG, FIXED, r -> r.facts().bytesOut()),
                new Column(33, "events", LONG, FIXED, r -> r.facts().events()),
                new Column(34, "instance", TEXT, NAME, r -> orNull(r.facts().instance())),
                new Column(35, "arguments_digest", HASH, FIXED, digests::ofArguments),
                new Column(36, "payload_digest", HASH, FIXED, payloads::digest),
                new Column(37, "offered", INT, FIXED, r -> orNull(r.facts().offered())),
                new Column(38, "hidden", INT, FIXED, r -> orNull(r.facts().hidden())),
                new Column(39, "detail", TEXT, LINE, r -> orNull(r.facts().detail())));
    }

    /** Whether policy and limits let it through; what never came so far was not decided. */
    private static @Nullable String decision(AuditRecord record) {
        if (record.kind() != AuditRecord.Kind.REQUEST) {
            return null;
        }
        return record.isRefused() ? "refused" : "allowed";
    }

    private static @Nullable Instant firstByte(AuditRecord record) {
        OptionalLong nanos = record.facts().firstByteNanos();
        return nanos.isEmpty()
                ? null
                : record.origin()
                        .received()
                        .plusNanos(nanos.getAsLong() - record.origin().receivedNanos());
    }

    private static Long bytesIn(AuditRecord record) {
        return record.call()
                .map(call -> (long) call.message().body().remaining())
                .orElse(0L);
    }

    private static <T> @Nullable T caller(AuditRecord record, Function<Caller, T> part) {
        return record.caller().map(part).orElse(null);
    }

    private static <T> @Nullable T call(AuditRecord record, Function<McpCall, T> part) {
        return record.call().map(part).orElse(null);
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isEmpty() ? null : value.getAsInt();
    }
}
