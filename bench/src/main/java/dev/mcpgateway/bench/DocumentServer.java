package dev.mcpgateway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The document generator as it ships. It gets only the processor time that nobody else wants: on a machine of its own,
 * where it would run, it would take none from the gateway, and what the gateway does is what is measured.
 */
final class DocumentServer implements AutoCloseable {
    private final int port = Child.freePort();
    private final Child process;

    DocumentServer(Path directory, Path repository) {
        Path jar = repository.resolve("tool-docgen/target/tool-docgen-app.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: ./mvnw -q -pl tool-docgen -am package -DskipTests");
        }
        process = Child.start(
                        "documents",
                        directory,
                        List.of(
                                "nice",
                                "-n",
                                "19",
                                Stage.javaBinary(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                jar.toString()),
                        Map.of("PORT", Integer.toString(port), "TOOL_GATEWAY_SECRET", Setup.TOOL_SECRET))
                .listening(port);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/mcp";
    }

    /** Somebody who wants documents, through the gateway on {@code gatewayPort}. */
    DocumentCallers callers(int gatewayPort, Calls calls) {
        return new DocumentCallers(gatewayPort, calls.tokens());
    }

    @Override
    public void close() {
        process.close();
    }
}
