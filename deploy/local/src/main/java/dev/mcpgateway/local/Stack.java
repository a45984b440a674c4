package dev.mcpgateway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.mcpgateway.local.build.Archive;
import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Ports;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;
import dev.mcpgateway.local.process.Health;
import dev.mcpgateway.local.process.Launch;
import dev.mcpgateway.local.process.RunFolder;
import dev.mcpgateway.local.process.Spawner;
import dev.mcpgateway.local.process.Supervisor;
import dev.mcpgateway.local.process.Tier;

/** One run of the stack, from an empty folder to the banner. */
final class Stack {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Layout layout;
    private final StackOptions options;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Supervisor supervisor;
    private final RunFolder run;
    private final Health health = new Health();

    Stack(Layout layout, StackOptions options, Map<String, String> environment, PrintStream out) {
        this.layout = layout;
        this.options = options;
        this.environment = environment;
        this.out = out;
        this.run = new RunFolder(layout.run());
        this.supervisor = new Supervisor(run, new Spawner(), out, InstantSource.system(), PATIENCE);
    }

    /** Returns when the stack cannot go on; Ctrl-C ends it through the shutdown hook. */
    void run() {
        run.lock();
        RunNotes.erase(layout);
        endOrphans();
        Settings settings = new Settings(layout, options, environment);
        requirePorts();
        settings.remark().ifPresent(out::println);
        Secrets secrets = Secrets.of(layout);
        Programs programs = new Programs(layout, options, out);
        programs.prepare(settings, secrets);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));

        long begun = InstantSource.system().millis();
        out.println("Starting");
        supervisor.launch(stores());
        supervisor.launch(backends(programs, settings, secrets));
        supervisor.awaitReady(EnumSet.of(Tier.STORE));
        supervisor.launch(gateways(programs, settings, secrets));
        supervisor.awaitReady(EnumSet.allOf(Tier.class));
        new Banner(layout, options, secrets).print(out, InstantSource.system().millis() - begun);
        RunNotes.of(options).write(layout);
        supervisor.watch();
    }

    private void stop() {
        out.println();
        out.println("Stopping");
        RunNotes.erase(layout);
        supervisor.stop();
        run.forget("launcher");
        out.println("Stopped. The data stays in " + layout.data() + ".");
    }

    private void endOrphans() {
        List<String> orphans = run.endOrphans();
        if (!orphans.isEmpty()) {
            out.println("The last run was killed; ended what it left behind: " + String.join(", ", orphans));
        }
    }

    private void requirePorts() {
        options.services().stream()
                .filter(service -> service.defaultPort() > 0 && service != Service.GATEWAY)
                .sorted()
                .forEach(service -> Ports.requireFree(options.port(service), service.word()));
        if (options.has(Service.GATEWAY)) {
            for (int number = 1; number <= options.gateways(); number++) {
                Ports.requireFree(options.gatewayPort(number), gatewayName(number));
                Ports.requireFree(options.managementPort(number), gatewayName(number) + " management");
            }
        }
    }

    private List<Launch> stores() {
        return options.services().stream()
                .filter(service -> service.tier() == Tier.STORE)
                .map(this::store)
                .toList();
    }

    private Launch store(Service store) {
        int port = Ports.anyFree();
        Path url = StoreHost.urlFile(layout, store);
        List<String> command = new ArrayList<>(List.of(Archive.executable(), "-Xmx48m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xss512k"));
        command.addAll(Up.self(layout));
        command.addAll(List.of("store", store.name(), "--store-port", String.valueOf(port)));
        command.addAll(List.of("--data", layout.data().toString()));
        forget(url);
        return new Launch(
                store.word(),
                Tier.STORE,
                port,
                command,
                Map.of(),
                java.util.Set.of(),
                layout.log(store.word()),
                () -> Files.exists(url));
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException cannot) {
            throw new Refusal("%s cannot be removed: %s".formatted(file, cannot.getMessage()));
        }
    }

    private List<Launch> backends(Programs programs, Settings settings, Secrets secrets) {
        return options.services().stream()
                .filter(service -> service.tier() == Tier.BACKEND)
                .sorted()
                .map(service -> launch(
                        service.word(),
                        service,
                        options.port(service),
                        programs,
                        settings,
                        service.isTool() ? settings.tool(service, secrets) : settings.issuer(secrets)))
                .toList();
    }

    private List<Launch> gateways(Programs programs, Settings settings, Secrets secrets) {
        if (!options.has(Service.GATEWAY)) {
            return List.of();
        }
        Map<String, String> stores = storeUrls();
        return IntStream.rangeClosed(1, options.gateways())
                .mapToObj(number -> launch(
                        gatewayName(number),
                        Service.GATEWAY,
                        options.gatewayPort(number),
                        programs,
                        settings,
                        settings.gateway(number, secrets, stores)))
                .toList();
    }

    private Launch launch(
            String name,
            Service service,
            int port,
            Programs programs,
            Settings settings,
            Map<String, String> variables) {
        return new Launch(
                name,
                service.tier(),
                port,
                programs.command(service),
                variables,
                settings.unset(),
                layout.log(name),
                health.of(port));
    }

    private Map<String, String> storeUrls() {
        Map<String, String> urls = new TreeMap<>();
        urls.put("DATABASE_URL", url(Service.POSTGRES, "DATABASE_URL"));
        urls.put("REDIS_URL", url(Service.REDIS, "REDIS_URL"));
        return urls;
    }

    private String url(Service store, String variable) {
        String given = environment.getOrDefault(variable, "");
        try {
            return given.isBlank() ? Files.readString(StoreHost.urlFile(layout, store)) : given;
        } catch (IOException gone) {
            throw new Refusal(
                    "%s did not say where it listens: see %s".formatted(store.word(), layout.log(store.word())));
        }
    }

    private String gatewayName(int number) {
        return options.gateways() == 1 ? "gateway" : "gateway-" + number;
    }
}
