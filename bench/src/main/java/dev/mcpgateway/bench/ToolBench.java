package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.mcpgateway.local.build.AppModule;
import dev.mcpgateway.local.build.Archive;

/**
 * The tools alone, one after the other: how fast each starts, what it holds when idle, how many calls it answers.
 * Started as {@code ./up} starts them. Ends with 1 if one is slower or larger than it may be.
 */
public final class ToolBench {
    private static final List<String> JVM =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");
    private static final List<String> DOCUMENTS =
            List.of("-Xmx256m", "-Xmn42m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");
    private static final String SECRET = "between the bench and a tool";
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final double SLOWEST_START_SECONDS = 3;
    private static final double LARGEST_IDLE_MIB = 200;

    private final Path repository;
    private final Path work;
    private final Duration length;
    private final int connections;
    private final HttpClient http = HttpClient.newHttpClient();

    private ToolBench(Path repository, Duration length, int connections) {
        this.repository = repository;
        this.work = repository.resolve("bench/target/work");
        this.length = length;
        this.connections = connections;
    }

    private record Subject(
            String module, List<String> jvm, String tool, String arguments, Map<String, String> environment) {}

    private record Row(
            Subject subject,
            double startSeconds,
            double idleMiB,
            Load.Result result,
            double busyMiB,
            double cpuMicros) {
        boolean holds() {
            return startSeconds <= SLOWEST_START_SECONDS && idleMiB <= LARGEST_IDLE_MIB && result.errors() == 0;
        }

        String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s: `%s` | %.1f | %.0f | %,.0f | %.1f | %.1f | %.0f | %.0f | %s |",
                    subject.module,
                    subject.tool,
                    startSeconds,
                    idleMiB,
                    result.calls() / (result.took().toNanos() / 1e9),
                    result.latencies().micros(0.5) / 1_000,
                    result.latencies().micros(0.99) / 1_000,
                    cpuMicros,
                    busyMiB,
                    holds()
                            ? "yes"
                            : "**no**"
                                    + result.firstError().map(why -> ": " + why).orElse(""));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path repository = Path.of(System.getProperty("bench.repository", "")).toAbsolutePath();
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int connections = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        System.exit(new ToolBench(repository, Duration.ofSeconds(seconds), connections).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(work);
        List<Row> rows = new ArrayList<>();
        for (Subject subject : subjects()) {
            rows.add(measured(subject));
        }
        StringBuilder report = new StringBuilder(
                        "| tool | start s | idle MiB | calls/s | p50 ms | p99 ms | CPU µs per call | busy MiB | holds |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> report.append(row.markdown()).append('\n'));
        report.append(String.format(
                Locale.ROOT,
                "%nEach alone, %d connections, %d s after as long a warm-up; unpacked, with archived classes, `%s`; tool-docgen with `%s`. May take %.0f s to start and %.0f MiB idle.%n",
                connections,
                length.toSeconds(),
                String.join(" ", JVM),
                String.join(" ", DOCUMENTS),
                SLOWEST_START_SECONDS,
                LARGEST_IDLE_MIB));
        System.out.print(report);
        Files.createDirectories(repository.resolve("bench/target/report"));
        Files.writeString(repository.resolve("bench/target/report/tools.md"), report);
        return rows.stream().allMatch(Row::holds);
    }

    private List<Subject> subjects() {
        String chapter =
                "## A chapter\\n\\nSome **words** and a [link](https://example.org).\\n\\n| a | b |\\n|---|--:|\\n| x | 1 |\\n\\n";
        return List.of(
                new Subject("tool-calculator", JVM, "exact_calculate", "{\"expression\":\"0.1 + 0.2 * 3\"}", Map.of()),
                new Subject(
                        "tool-docgen",
                        DOCUMENTS,
                        "document_inspect",
                        "{\"content\":\"" + chapter.repeat(20) + "\"}",
                        Map.of()),
                new Subject(
                        "tool-git",
                        JVM,
                        "git_log",
                        "{\"limit\":10}",
                        Map.of("GIT_REPOSITORIES", "here=" + repository, "GIT_TOOL_ROOTS", repository.toString())));
    }

    private Row measured(Subject subject) throws IOException, InterruptedException {
        int port = Child.freePort();
        Map<String, String> environment = new HashMap<>(subject.environment);
        environment.put("PORT", Integer.toString(port));
        environment.put("TOOL_GATEWAY_SECRET", SECRET);
        Archive archive = new Archive(new AppModule(repository, subject.module), subject.jvm);
        if (!archive.isCurrent()
                && !archive.make(environment, Set.of(), work.resolve(subject.module + "-archive.log"))) {
            throw new IllegalStateException(subject.module + " cannot be prepared; its log is in " + work);
        }
        long began = System.nanoTime();
        try (Child child = Child.start(subject.module, work, archive.command(), environment)
                .listening(port)) {
            double start = (System.nanoTime() - began) / 1e9;
            Child.pause(IDLE);
            double idle = ProcessUse.ofTree(child.handle()).rssMiB();
            byte[][] requests = {request(subject, port)};
            byte[] answer = answer(subject, port);
            new Load(requests, port, answer).run(connections, length);
            double before = ProcessUse.ofTree(child.handle()).cpuSeconds();
            Load.Result result = new Load(requests, port, answer).run(connections, length);
            ProcessUse after = ProcessUse.ofTree(child.handle());
            double cpuMicros = (after.cpuSeconds() - before) * 1e6 / Math.max(1, result.calls());
            return new Row(subject, start, idle, result, after.rssMiB(), cpuMicros);
        }
    }

    /** What the tool answers to the call that is then repeated: anything else counts as an error. */
    private byte[] answer(Subject subject, int port) throws IOException, InterruptedException {
        HttpRequest once = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("X-Gateway-Auth", SECRET)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body(subject)))
                .build();
        byte[] answer = http.send(once, BodyHandlers.ofByteArray()).body();
        String text = new String(answer, StandardCharsets.UTF_8);
        if (!text.contains("\"result\"") || text.contains("\"isError\":true")) {
            throw new UncheckedIOException(new IOException(subject.tool + " answered: " + text));
        }
        return answer;
    }

    private static byte[] request(Subject subject, int port) {
        byte[] body = body(subject).getBytes(StandardCharsets.UTF_8);
        return ("POST /mcp HTTP/1.1\r\nHost: localhost:" + port + "\r\nX-Gateway-Auth: " + SECRET
                        + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream"
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n" + body(subject))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String body(Subject subject) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + subject.tool
                + "\",\"arguments\":" + subject.arguments + "}}";
    }
}
