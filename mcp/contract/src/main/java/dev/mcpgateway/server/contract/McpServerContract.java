package dev.mcpgateway.server.contract;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Extend this in a tool's module, and the tool service is held to everything a gateway and a client may expect of it:
 *
 * <pre>{@code
 * class GreeterContractTest extends McpServerContract {
 *     GreeterContractTest() {
 *         super(GreeterApplication.class, new Example("greet", "{'name': 'Ada'}"));
 *     }
 * }
 * }</pre>
 *
 * <p>Every tool needs an example; it is called in both eras, its answer checked against its schema, and its event loop watched for
 * blocking calls. Cancellation, progress and overload are tried on probes that run beside the author's tools, so they need
 * nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class McpServerContract
        implements DoorContract, EnvelopeContract, HeaderContract, ToolContract, CallContract, EventLoopContract {
    private final Class<?> application;
    private final List<Example> examples;

    private @Nullable ContractServer server;

    protected McpServerContract(Class<?> application, Example... examples) {
        this.application = application;
        this.examples = List.of(examples);
    }

    /** What the application needs to start besides the kit's own settings, as {@code --name=value}. */
    protected List<String> settings() {
        return List.of();
    }

    @BeforeAll
    final void startServer() {
        EventLoopWatch.begin();
        server = ContractServer.start(application, settings().toArray(String[]::new));
    }

    @AfterAll
    final void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public final ContractServer server() {
        return Objects.requireNonNull(server, "JUnit starts the server before the first test");
    }

    @Override
    public final List<Example> examples() {
        return examples;
    }
}
