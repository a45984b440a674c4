package dev.mcpgateway.store;

import java.time.Duration;
import java.util.List;

import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;

/** The real database, migrated, for tests of other rooms. */
public final class TestDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database;

    private TestDatabase(String url, boolean migrates) {
        database = new Database(new StoreSettings(url, "", migrates, 3, Duration.ofSeconds(5)));
        database.ready().block(PATIENCE);
    }

    public static TestDatabase at(String url) {
        return new TestDatabase(url, true);
    }

    /** For somebody who may not change the schema, which is there. */
    public static TestDatabase unmigrated(String url) {
        return new TestDatabase(url, false);
    }

    public static Database none() {
        return new Database(new StoreSettings("", "", false, 1, Duration.ofSeconds(1)));
    }

    public Database database() {
        return database;
    }

    public void run(String sql) {
        database.stream(connection ->
                        Flux.from(connection.createStatement(sql).execute()).concatMap(Result::getRowsUpdated))
                .blockLast(PATIENCE);
    }

    /** The first column of every row, as text. */
    public List<String> asked(String sql) {
        return database.stream(connection -> Flux.from(
                                connection.createStatement(sql).execute())
                        .concatMap(result -> result.map(row -> String.valueOf(row.get(0)))))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    @Override
    public void close() {
        database.close().block(Duration.ofSeconds(10));
    }
}
