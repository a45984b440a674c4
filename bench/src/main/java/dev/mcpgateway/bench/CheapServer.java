package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link CheapUpstream} in a process of its own. */
final class CheapServer implements AutoCloseable {
    private final int port = Child.freePort();
    private final Child process;

    CheapServer(Path directory) {
        process = Child.start(
                        "upstream",
                        directory,
                        List.of(
                                Stage.javaBinary(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CheapUpstream.class.getName(),
                                Integer.toString(port)),
                        Map.of())
                .listening(port);
    }

    String url() {
        return root() + "/mcp";
    }

    String root() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
