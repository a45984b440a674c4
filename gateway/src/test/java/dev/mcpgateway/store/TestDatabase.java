package dev.mcpgateway.store;

import java.time.Duration;

/** The real database, migrated, for tests of other rooms. */
public final class TestDatabase implements AutoCloseable {
    private final Database database;

    private TestDatabase(Database database) {
        this.database = database;
    }

    public static TestDatabase at(String url) {
        Database database = new Database(new StoreSettings(url, "", true, 3, Duration.ofSeconds(5)));
        database.ready().block(Duration.ofSeconds(60));
        return new TestDatabase(database);
    }

    public static Database none() {
        return new Database(new StoreSettings("", "", false, 1, Duration.ofSeconds(1)));
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close().block(Duration.ofSeconds(10));
    }
}
