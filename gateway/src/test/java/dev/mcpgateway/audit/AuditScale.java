package dev.mcpgateway.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import reactor.core.publisher.Flux;

import dev.mcpgateway.audit.AuditQuery.Cursor;
import dev.mcpgateway.audit.Columns.Column;
import dev.mcpgateway.store.Database;
import dev.mcpgateway.store.TestDatabase;
import dev.mcpgateway.stores.LocalPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** A filtered page of a large audit log, with the plan Postgres makes for it. {@code checks/audit-scale} runs it. */
class AuditScale {
    private static final long ROWS = Long.getLong("audit.rows", 10_000_000L);
    private static final int DAYS = 30;
    private static final int PAGE = 100;
    private static final Duration MOST = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Instant FIRST_DAY = Instant.parse("2026-10-01T00:00:00Z");

    private static final String FILL = """
            INSERT INTO audit.record (ended, id, kind, received, duration_us, request_id, gateway, address, http_method,
                path, issuer, user_id, tenant, roles, client, server, method, tool_name, rpc_id, protocol, plan,
                plan_version, decision, rule, outcome, status, bytes_in, bytes_out, events, instance, arguments_digest,
                spool, sequence, hash)
            SELECT t, gen_random_uuid(), 'request', t, 1500, gen_random_uuid()::text, 'gateway-1', '10.0.0.1', 'POST',
                '/calculator/sse', 'https://idp.example', 'user-' || (n * 7919 % 5000), 'tenant-' || (n * 7919 % 5000 % 50),
                ARRAY['reader', 'developer'], 'cursor/1.2.3', 'server-' || (n % 10),
                'tools/call', 'tool-' || (n * 31 % 200), n::text, '2025-11-25', 'd7963c5775be323b', 1,
                CASE WHEN n % 50 = 0 THEN 'refused' ELSE 'allowed' END, 'math',
                CASE WHEN n % 50 = 0 THEN 'refused' WHEN n % 97 = 0 THEN 'tool_error' ELSE 'ok' END,
                200, 416, 285, 0, 'http://localhost:8091/mcp', decode(md5(n::text) || md5(n::text), 'hex'),
                '00000000-0000-4000-8000-000000000001', n, decode(md5(n::text) || md5(n::text), 'hex')
            FROM (SELECT n, $1::timestamptz + (n - $2) * ($4 * interval '1 microsecond') AS t
                  FROM generate_series($2::bigint, $3::bigint) AS n) AS rows
            """;

    @TempDir
    Path folder;

    @Test
    void aFilteredPageIsThereAtOnce() {
        LocalPostgres postgres = LocalPostgres.throwaway().start();
        try (TestDatabase opened = TestDatabase.at(postgres.url())) {
            Database database = opened.database();
            fill(database);
            Payloads payloads = new Payloads(new Digests(new byte[32]));
            List<Column> columns = Columns.of("scale", new Digests(new byte[32]), payloads);
            AuditLog log = new AuditLog(database, columns, new Readers());
            List<String> late = new ArrayList<>();
            // As in a gateway that has been asked before.
            questions().values().forEach(question -> best(log, question));
            for (Map.Entry<String, AuditQuery> asked : questions().entrySet()) {
                Duration took = best(log, asked.getValue());
                System.out.printf("%-60s %6.1f ms%n", asked.getKey(), took.toNanos() / 1e6);
                if (took.compareTo(MOST) > 0) {
                    late.add(asked.getKey());
                }
            }
            System.out.println(explain(
                    database,
                    "SELECT * FROM audit.record WHERE tenant = 'tenant-27' AND user_id = 'user-77'"
                            + " ORDER BY ended DESC, id DESC LIMIT 100"));
            assertThat(late).isEmpty();
            export(log);
            verify(new Verification(
                    new ChainTable(database, columns, payloads),
                    new SealTable(database),
                    new SealKeys(new byte[32], List.of()),
                    new Readers()));
        } finally {
            postgres.close();
        }
    }

    private static Map<String, AuditQuery> questions() {
        Cursor deep = new Cursor(ColumnType.micros(FIRST_DAY.plus(Duration.ofDays(3))), new java.util.UUID(0, 0));
        Optional<Instant> from = Optional.of(FIRST_DAY.plus(Duration.ofDays(10)));
        Optional<Instant> to = Optional.of(FIRST_DAY.plus(Duration.ofDays(11)));
        return Map.of(
                "newest first", everything(),
                "one user of one tenant",
                        of("user-27", "tenant-27", "", "", "", Optional.empty(), Optional.empty(), Optional.empty()),
                "one user", of("user-77", "", "", "", "", Optional.empty(), Optional.empty(), Optional.empty()),
                "one tool of one server",
                        of("", "", "tool-31", "server-1", "", Optional.empty(), Optional.empty(), Optional.empty()),
                "one tool", of("", "", "tool-31", "", "", Optional.empty(), Optional.empty(), Optional.empty()),
                "refused, one tenant",
                        of("", "tenant-0", "", "", "refused", Optional.empty(), Optional.empty(), Optional.empty()),
                "one tenant, one day in the middle", of("", "tenant-27", "", "", "", from, to, Optional.empty()),
                "the page after a place three days from the beginning",
                        of("", "tenant-27", "", "", "", Optional.empty(), Optional.empty(), Optional.of(deep)),
                "nobody",
                        of(
                                "user-none",
                                "tenant-none",
                                "",
                                "",
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private static AuditQuery of(
            String user,
            String tenant,
            String tool,
            String server,
            String outcome,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Cursor> after) {
        return new AuditQuery(
                known(user),
                known(tenant),
                known(tool),
                known(server),
                Optional.empty(),
                known(outcome),
                Optional.empty(),
                from,
                to,
                after);
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static Duration best(AuditLog log, AuditQuery query) {
        Duration best = PATIENCE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            log.find(query, Optional.of(PAGE)).collectList().block(PATIENCE);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }

    /** As one statement, however long that takes. */
    private static void export(AuditLog log) {
        long start = System.nanoTime();
        log.find(everything(), Optional.empty()).next().block(PATIENCE);
        System.out.printf("the first of all records %36.1f ms%n", (System.nanoTime() - start) / 1e6);
        start = System.nanoTime();
        assertThat(log.find(everything(), Optional.empty()).count().block(PATIENCE))
                .isEqualTo(ROWS / DAYS * DAYS);
        System.out.printf("all records %51.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static AuditQuery everything() {
        return of("", "", "", "", "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** They are not genuine, and that is found at the first; the rest is read nevertheless. */
    private static void verify(Verification verification) {
        AtomicLong seen = new AtomicLong();
        long start = System.nanoTime();
        verification
                .verify(Optional.empty(), List.of(), record -> seen.incrementAndGet())
                .block(PATIENCE);
        System.out.printf("all records in the order of their chain %23.1f s%n", (System.nanoTime() - start) / 1e9);
        assertThat(seen).hasValue(ROWS / DAYS * DAYS);
    }

    private static void fill(Database database) {
        long perDay = ROWS / DAYS;
        long stepMicros = Duration.ofDays(1).toNanos() / 1_000 / perDay;
        for (int day = 0; day < DAYS; day++) {
            Instant start = FIRST_DAY.plus(Duration.ofDays(day));
            long first = day * perDay + 1;
            run(database, "SELECT audit.ensure_day('" + start + "')");
            database.with(connection -> Flux.from(connection
                                    .createStatement(FILL)
                                    .bind("$1", start)
                                    .bind("$2", first)
                                    .bind("$3", first + perDay - 1)
                                    .bind("$4", stepMicros)
                                    .execute())
                            .concatMap(result -> result.getRowsUpdated()))
                    .block(PATIENCE);
            // As autovacuum leaves it, which looks at days and never at the whole.
            run(
                    database,
                    "VACUUM (ANALYZE) audit.day_"
                            + start.toString().substring(0, 10).replace("-", ""));
        }
        System.out.println(DAYS * perDay + " records in " + DAYS + " days; table and indexes: " + size(database));
    }

    private static String size(Database database) {
        return String.valueOf(database.stream(connection -> Flux.from(connection
                                .createStatement("SELECT pg_size_pretty(sum(pg_total_relation_size(inhrelid)))"
                                        + " FROM pg_inherits WHERE inhparent = 'audit.record'::regclass")
                                .execute())
                        .concatMap(result -> result.map(row -> String.valueOf(row.get(0)))))
                .blockFirst(PATIENCE));
    }

    private static void run(Database database, String sql) {
        database.stream(connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.getRowsUpdated()))
                .blockLast(PATIENCE);
    }

    private static String explain(Database database, String sql) {
        return String.join(
                "\n",
                database.stream(connection -> Flux.from(connection
                                        .createStatement("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql)
                                        .execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0)))))
                        .collectList()
                        .block(PATIENCE));
    }
}
