package dev.mcpgateway.it;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.store.TestRedis;
import dev.mcpgateway.stores.LocalRedis;

import static org.awaitility.Awaitility.await;

/** The Redis dies under calls; its replica gets the address first, and is made the master a while later. */
class RedisFailoverTest {
    @TempDir
    static Path folder;

    @Test
    void theReplicaGoesOnWithTheBucketsOfTheMaster() {
        try (LocalRedis master = LocalRedis.throwaway().start();
                LocalRedis replica = LocalRedis.throwaway().start();
                MovingAddress address = new MovingAddress(master.port());
                TestRedis inReplica = TestRedis.at(replica.url());
                RedisTrial trial = new RedisTrial(folder, "redis://127.0.0.1:" + address.port())) {
            RedisTrial.tell(replica, "REPLICAOF 127.0.0.1 " + master.port());
            await().atMost(RedisTrial.PATIENCE)
                    .until(() -> inReplica.info("replication").contains("master_link_status:up"));

            trial.during(
                    () -> {
                        await().until(() -> inReplica.find("mcp:limit:*:slow:*").isPresent());
                        master.stop();
                        address.leadTo(replica.port());
                    },
                    () -> RedisTrial.tell(replica, "REPLICAOF NO ONE"));
        }
    }
}
