package dev.mcpgateway.store;

import java.time.Duration;

/** Stores that are not there: what a part does without waiting for anybody. */
public final class NoStores {
    private static final StoreSettings NONE = new StoreSettings("", "", false, 1, Duration.ofSeconds(1));

    private NoStores() {}

    public static Redis redis() {
        return new Redis(NONE);
    }

    public static Database database() {
        return new Database(NONE);
    }
}
