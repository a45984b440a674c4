package dev.mcpgateway.server.contract;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import dev.mcpgateway.server.contract.careless.CarelessContract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** A contract is worth what it catches: here it is run against a tool that breaks the rules. */
class ContractCatchesTest {
    private static final List<Event> FAILED = failures(CarelessContract.class);

    @Test
    void catchesAToolThatBlocksTheEventLoop() {
        assertThat(FAILED)
                .anyMatch(event ->
                        event.getTestDescriptor().getUniqueId().toString().contains("examplesDoNotBlockTheEventLoop")
                                && event.toString().contains("Thread.sleep")
                                && event.toString().contains("Careless.call"));
    }

    @Test
    void catchesAToolThatSaysTooLittleOfItself() {
        assertThat(FAILED)
                .anyMatch(event ->
                        event.getTestDescriptor().getUniqueId().toString().contains("everyToolPresentsItself"));
    }

    private static List<Event> failures(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .failed()
                .list();
    }
}
