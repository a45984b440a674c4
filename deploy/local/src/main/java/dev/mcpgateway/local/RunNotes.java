package dev.mcpgateway.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

import dev.mcpgateway.local.host.Layout;

/** What a running stack tells other commands; there only while it is ready. */
record RunNotes(int gatewayPort, int issuerPort) {
    private static final String GATEWAY = "gateway.port";
    private static final String ISSUER = "issuer.port";

    static RunNotes of(StackOptions options) {
        return new RunNotes(
                options.has(Service.GATEWAY) ? options.port() : 0,
                options.has(Service.ISSUER) ? options.port(Service.ISSUER) : 0);
    }

    static Optional<RunNotes> read(Layout layout) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file(layout))) {
            values.load(reader);
            return Optional.of(new RunNotes(
                    Integer.parseInt(values.getProperty(GATEWAY, "0")),
                    Integer.parseInt(values.getProperty(ISSUER, "0"))));
        } catch (IOException | NumberFormatException notReady) {
            return Optional.empty();
        }
    }

    void write(Layout layout) {
        try {
            Files.writeString(file(layout), "%s=%d%n%s=%d%n".formatted(GATEWAY, gatewayPort, ISSUER, issuerPort));
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    static void erase(Layout layout) {
        try {
            Files.deleteIfExists(file(layout));
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    private static Path file(Layout layout) {
        return layout.run().resolve("ready.properties");
    }
}
