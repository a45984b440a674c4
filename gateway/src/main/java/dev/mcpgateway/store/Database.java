package dev.mcpgateway.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.flywaydb.core.Flyway;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Postgres. The pool connects when somebody asks, so the gateway starts and serves while the database is away; the
 * schema is brought up to date beside the start, not before it.
 */
public final class Database {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final Duration ACQUIRE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(5);
    /**
     * A host that loses its power says no goodbye: a connection to it looks open and never answers. Less than the 2 s of
     * a look at the health: one that is given up while it is checked goes back to the pool.
     */
    private static final Duration VALIDATION = Duration.ofSeconds(1);
    /** Twice what the database gives a statement. */
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** What a row may take to come and a reader to take it. */
    private static final Duration SILENCE = Duration.ofMinutes(5);
    /** What looks at millions of rows before it answers may take so long. */
    private static final Duration LEISURE = Duration.ofMinutes(10);
    /** What somebody reads row by row may take so long. The rows come in the order of an index, so the first at once. */
    private static final String READING = "SET LOCAL statement_timeout = '6h'; SET LOCAL enable_sort = off";

    private static final int WAITING = 1_000;

    private final Optional<ConnectionPool> pool;
    private final Mono<Void> ready;

    Database(StoreSettings settings) {
        if (settings.databaseUrl().isBlank()) {
            pool = Optional.empty();
            ready = Mono.never();
            return;
        }
        DatabaseUrl url = new DatabaseUrl(settings.databaseUrl());
        pool = Optional.of(
                new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(url.r2dbc()))
                        .name("postgres")
                        .initialSize(0)
                        .minIdle(0)
                        .maxSize(settings.databaseConnections())
                        .maxAcquireTime(ACQUIRE)
                        .maxCreateConnectionTime(ACQUIRE)
                        .maxIdleTime(IDLE)
                        .validationDepth(ValidationDepth.REMOTE)
                        .maxValidationTime(VALIDATION)
                        .customizer(waiting -> waiting.maxPendingAcquire(WAITING))
                        .build()));
        ready = Mono.<Void>fromRunnable(() -> migrate(url, settings.migrate()))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnError(e -> log.warn("The database {} is not ready: {}", url, firstLine(e)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(10)))
                .cache();
    }

    /** Whether there is a database at all; if not, the gateway runs from its files. */
    public boolean isConfigured() {
        return pool.isPresent();
    }

    /** Completes once the schema is up to date; keeps trying until then. */
    public Mono<Void> ready() {
        return ready;
    }

    /** Runs {@code work} on a connection of the pool, which takes it back before the result is passed on. */
    public <T> Mono<T> with(Function<Connection, ? extends Publisher<T>> work) {
        return with(LONGEST, work);
    }

    private <T> Mono<T> with(Duration longest, Function<Connection, ? extends Publisher<T>> work) {
        return pool.map(connections -> Mono.<T, Connection>usingWhen(
                                connections.create(),
                                connection -> whole(work.apply(connection)),
                                Connection::close,
                                (connection, error) -> connection.close(),
                                Database::breakOff)
                        .timeout(longest))
                .orElseGet(() -> Mono.error(new IllegalStateException("DATABASE_URL is not set")));
    }

    /** The same for many rows. */
    public <T> Flux<T> stream(Function<Connection, ? extends Publisher<T>> work) {
        return pool.map(connections -> Flux.<T, Connection>usingWhen(
                                connections.create(),
                                work,
                                Connection::close,
                                (connection, error) -> connection.close(),
                                Database::breakOff)
                        .timeout(SILENCE))
                .orElseGet(() -> Flux.error(new IllegalStateException("DATABASE_URL is not set")));
    }

    /** The same for as many as there are, however slowly they are taken: only the silence between two is bounded. */
    public <T> Flux<T> read(Function<Connection, ? extends Publisher<T>> work) {
        return stream(connection -> transaction(connection, begun -> after(begun, READING, work)));
    }

    /** Runs {@code work} as one transaction. */
    public <T> Mono<T> inTransaction(Function<Connection, ? extends Publisher<T>> work) {
        return with(LONGEST, connection -> transaction(connection, work));
    }

    /** The same for a statement that takes longer than any of a request may: up to ten minutes. */
    public <T> Mono<T> inLongTransaction(Function<Connection, ? extends Publisher<T>> work) {
        String patience = "SET LOCAL statement_timeout = " + LEISURE.toMillis();
        return with(LEISURE, connection -> transaction(connection, begun -> after(begun, patience, work)));
    }

    private static <T> Flux<T> transaction(Connection connection, Function<Connection, ? extends Publisher<T>> work) {
        return Flux.usingWhen(
                Mono.from(connection.beginTransaction()).thenReturn(connection),
                work,
                Connection::commitTransaction,
                // On a connection that broke this fails, too, and says less.
                (begun, error) -> Mono.from(begun.rollbackTransaction()).onErrorComplete(),
                // The connection goes, and with it what was begun.
                begun -> Mono.empty());
    }

    private static <T> Flux<T> after(
            Connection connection, String settings, Function<Connection, ? extends Publisher<T>> work) {
        return Flux.from(connection.createStatement(settings).execute())
                .concatMap(Result::getRowsUpdated)
                .thenMany(Flux.defer(() -> work.apply(connection)));
    }

    /**
     * Work that was broken off may hang in its connection for as long as TCP hopes, so nobody else gets that one. To
     * close it is to say goodbye, which may hang as well: the pool does not wait for it.
     */
    private static Mono<Void> breakOff(Connection connection) {
        PostgresqlConnection broken =
                Objects.requireNonNull(((Wrapped<?>) connection).unwrap(PostgresqlConnection.class));
        return Mono.when(broken.close().onErrorComplete(), connection.close());
    }

    /** The last element, read to the end: a row that is left unread when its statement is cancelled is never released. */
    private static <T> Mono<T> whole(Publisher<T> work) {
        return Flux.from(work).takeLast(1).singleOrEmpty();
    }

    /** What the pool holds now. */
    public Connections connections() {
        return pool.flatMap(ConnectionPool::getMetrics)
                .map(now -> new Connections(now.acquiredSize(), now.idleSize(), now.pendingAcquireSize()))
                .orElse(Connections.NONE);
    }

    /**
     * The connections of a pool.
     *
     * @param waiting work that waits for one
     */
    public record Connections(int used, int idle, int waiting) {
        private static final Connections NONE = new Connections(0, 0, 0);
    }

    /** Whether the database answers now. */
    public Mono<Boolean> answers() {
        return with(connection -> Flux.from(
                                connection.createStatement("SELECT 1").execute())
                        .concatMap(result -> result.map((row, meta) -> true)))
                .onErrorReturn(false);
    }

    Mono<Void> close() {
        return pool.map(ConnectionPool::disposeLater).orElseGet(Mono::empty);
    }

    private static void migrate(DatabaseUrl url, boolean mayChange) {
        Flyway flyway = Flyway.configure()
                .dataSource(url.jdbc())
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load();
        if (mayChange) {
            flyway.migrate();
        } else {
            flyway.validate();
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
