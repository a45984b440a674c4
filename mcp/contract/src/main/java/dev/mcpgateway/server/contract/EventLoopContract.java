package dev.mcpgateway.server.contract;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** No tool blocks the threads that everybody shares. */
interface EventLoopContract extends Contract {
    @TestFactory
    default Stream<DynamicTest> examplesDoNotBlockTheEventLoop() {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    EventLoopWatch.begin();

                    server().send(Request.call(true, example.tool(), example.json()));

                    assertThat(EventLoopWatch.seen())
                            .as("Blocking calls on the event loop; move them into ToolContext.compute")
                            .isEmpty();
                }));
    }
}
