package dev.mcpgateway.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.util.unit.DataSize;

import dev.mcpgateway.audit.AuditSettings.Keeping;
import dev.mcpgateway.audit.AuditSettings.Sync;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.RequestIds;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/** A journal with its spool in a folder: what tests of this room need. */
record Bookkeeping(Path folder, AuditSettings settings, Plans plans, Spools spools, Journal journal) {
    static final Digests DIGESTS = new Digests(new byte[32]);
    static final List<Columns.Column> COLUMNS = Columns.of("test", DIGESTS, new Payloads(DIGESTS));

    private static final byte[] ARGUMENTS = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);

    static Bookkeeping in(Path folder, Sync sync, int retentionDays, InstantSource clock) {
        AuditSettings settings = settings(folder, sync, retentionDays);
        Plans plans = plans(folder, clock);
        Spools spools = Spools.claim(settings);
        Journal journal = new Journal(spools, new RecordWriter(COLUMNS), settings, plans, clock, new Meters());
        return new Bookkeeping(folder, settings, plans, spools, journal);
    }

    static AuditSettings settings(Path folder, Sync sync, int retentionDays) {
        return settings(folder, sync, retentionDays, 5_000);
    }

    static AuditSettings settings(Path folder, Sync sync, int retentionDays, int batch) {
        return new AuditSettings(
                "test",
                "",
                "",
                List.of(),
                Keeping.STRICT,
                folder.resolve("spool"),
                DataSize.ofMegabytes(4),
                sync,
                Duration.ofMillis(100),
                batch,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                retentionDays);
    }

    private static Plans plans(Path folder, InstantSource clock) {
        try {
            Files.writeString(
                    folder.resolve("tools.yaml"),
                    "version: 1\nservers: { a: { url: \"http://localhost:1/mcp\", tools: { t: { payload: {} } } } }\n");
            Files.writeString(folder.resolve("policy.yaml"), "version: 1\nroles: { reader: {} }\nrules: []\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Plans.from(folder, name -> "a-secret-of-these-tests", clock);
    }

    /** A tool call whose payload is kept. */
    McpCall call(Instant now) {
        return new McpCall(
                new Origin(RequestIds.next(now).toString(), now, 0, "127.0.0.1", "/a/mcp"),
                plans.current(),
                new Caller("http://issuer", "ada", "demo", Set.of("reader")),
                plans.current().servers().values().iterator().next(),
                new McpMessage(
                        ByteBuffer.wrap(ARGUMENTS),
                        McpVersion.V2025_11_25,
                        McpMethod.TOOLS_CALL,
                        Optional.of("1"),
                        Optional.of("t"),
                        PolicySpec.Kind.TOOL,
                        List.of(),
                        false,
                        new McpMessage.Range(0, ARGUMENTS.length),
                        Optional.empty()),
                Optional.empty(),
                new Facts("POST"));
    }
}
