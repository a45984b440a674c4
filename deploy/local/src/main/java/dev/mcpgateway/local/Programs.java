package dev.mcpgateway.local;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.mcpgateway.local.build.AppModule;
import dev.mcpgateway.local.build.Archive;
import dev.mcpgateway.local.build.Build;
import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

/** The services' programs: built, unpacked, and ready to start. */
final class Programs {
    private static final List<String> SMALL =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");
    /** A full store, the largest documents and who reads them, with as little for what is young as the small ones have. */
    private static final List<String> DOCS =
            List.of("-Xmx256m", "-Xmn42m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private static final List<String> GATEWAY = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Layout layout;
    private final PrintStream out;
    private final List<Program> programs;

    Programs(Layout layout, StackOptions options, PrintStream out) {
        this.layout = layout;
        this.out = out;
        this.programs = options.services().stream()
                .sorted()
                .flatMap(service ->
                        service
                                .module()
                                .map(folder -> Program.of(service, new AppModule(layout.root(), folder)))
                                .stream())
                .toList();
    }

    private record Program(Service service, AppModule module, Archive archive) {
        static Program of(Service service, AppModule module) {
            return new Program(service, module, new Archive(module, flags(service)));
        }
    }

    static List<String> flags(Service service) {
        return switch (service) {
            case GATEWAY -> GATEWAY;
            case DOCS -> DOCS;
            case ISSUER, CALCULATOR, GIT, POSTGRES, REDIS -> SMALL;
        };
    }

    void prepare(Settings settings, Secrets secrets) {
        new Build(layout.root(), layout.log("build"), out, InstantSource.system())
                .refresh(programs.stream().map(Program::module).toList());
        List<Program> fresh = programs.stream()
                .filter(program -> !program.archive().isCurrent())
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        out.println("Preparing fast starts (once for each build)");
        ExecutorService pair = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture.allOf(fresh.stream()
                            .map(program -> CompletableFuture.runAsync(() -> make(program, settings, secrets), pair))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Refusal refusal ? refusal : failed;
        } finally {
            pair.shutdownNow();
        }
    }

    private void make(Program program, Settings settings, Secrets secrets) {
        Service service = program.service();
        boolean prepared = program.archive()
                .make(
                        settings.rehearsal(service, secrets, program.archive().scratch()),
                        settings.unset(),
                        layout.log("prepare-" + service.word()));
        out.printf(
                "  %-12s %s%n",
                service.word(),
                prepared
                        ? "prepared"
                        : "not prepared and starts slower; see " + layout.log("prepare-" + service.word()));
    }

    /** How to start it. */
    List<String> command(Service service) {
        return programs.stream()
                .filter(program -> program.service() == service)
                .findFirst()
                .orElseThrow()
                .archive()
                .command();
    }
}
