package dev.mcpgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Policies change while calls are on their way: none is lost, and each is decided by the one plan it began with. */
@RealStores
class ReloadUnderLoadTest {
    private static final int CALLERS = 4;
    private static final int RELOADS = 20;

    @TempDir
    static Path folder;

    @Test
    void noCallIsLostAndNoneIsDecidedByTwoVersions(Stores stores)
            throws IOException, InterruptedException, ExecutionException {
        try (TestTool calculator = TestTool.calculator();
                TestGateway gateway = new TestGateway(
                        folder,
                        "version: 1\nservers: { calculator: { url: \"" + calculator.url()
                                + "\", tools: { exact_calculate: {} } } }\n",
                        policy(1),
                        stores)) {
            Plans plans = gateway.context().getBean(Plans.class);
            AtomicInteger answered = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String token = Tokens.of("caller-" + i, "reader");
                counts.add(callers.submit(() -> call(gateway, token, answered, over)));
            }

            for (int version = 2; version <= RELOADS; version++) {
                Path next = Files.writeString(folder.resolve("next"), policy(version));
                Files.move(next, folder.resolve("policy.yaml"), StandardCopyOption.ATOMIC_MOVE);
                plans.refresh();
                int calls = version * 20;
                await().until(() -> answered.get() >= calls);
            }
            over.set(true);
            int made = 0;
            for (Future<Integer> count : counts) {
                made += count.get();
            }
            callers.shutdown();

            assertThat(plans.current().version()).isEqualTo(RELOADS);
            int expected = made;
            await().untilAsserted(() -> assertThat(Records.ask(
                            stores, "SELECT count(*) FROM audit.record WHERE outcome = 'ok' AND tool_name IS NOT NULL"))
                    .containsExactly(String.valueOf(expected)));
            assertThat(Records.ask(
                            stores,
                            "SELECT DISTINCT plan_version, rule FROM audit.record WHERE rule <> 'of-plan-' ||"
                                    + " plan_version"))
                    .isEmpty();
            assertThat(Records.ask(stores, "SELECT count(DISTINCT plan_version) FROM audit.record"))
                    .containsExactly(String.valueOf(RELOADS));
        }
    }

    private static int call(TestGateway gateway, String token, AtomicInteger answered, AtomicBoolean over) {
        int calls = 0;
        while (!over.get()) {
            String body = gateway.call(
                            token,
                            "/calculator/mcp",
                            "exact_calculate",
                            "{\"operator\":\"add\",\"operands\":[\"1.2\",\"2.3\"]}")
                    .body();
            assertThat(body).contains("3.5");
            calls++;
            answered.incrementAndGet();
        }
        return calls;
    }

    private static String policy(int version) {
        return "version: 1\nroles: { reader: {} }\nrules: [ { id: of-plan-" + version
                + ", to: [reader], allow: [\"calculator/*\"] } ]\n";
    }
}
