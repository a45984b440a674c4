package dev.mcpgateway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;
import dev.mcpgateway.local.process.RunFolder;
import dev.mcpgateway.stores.LocalPostgres;
import dev.mcpgateway.stores.LocalRedis;

/**
 * Holds one store: a child like any other, so that a killed launcher leaves no database behind, and a dead database is
 * a dead child.
 */
@Command(name = "store", hidden = true)
final class StoreHost implements Callable<Integer> {
    @ParentCommand
    private Up up = new Up();

    @Parameters(index = "0")
    private Service store = Service.POSTGRES;

    @Option(names = "--store-port", required = true)
    private int port;

    static Path urlFile(Layout layout, Service store) {
        return layout.run().resolve(store.word() + ".url");
    }

    @Override
    public Integer call() throws IOException {
        Layout layout = up.layout();
        Path data = layout.data().resolve(store.word());
        RunFolder run = new RunFolder(layout.run());
        String url = store == Service.POSTGRES ? postgres(data) : redis(data);
        ProcessHandle server = server(data);
        run.record(store.word() + "-server", server);
        Secrets.writePrivately(urlFile(layout, store), url);
        System.out.printf("%s runs on port %d, pid %d%n", store.word(), port, server.pid());
        server.onExit().join();
        System.out.printf("%s (pid %d) is gone.%n", store.word(), server.pid());
        return 3;
    }

    private String postgres(Path data) {
        LocalPostgres postgres = LocalPostgres.durable(data, port).start();
        atEnd(postgres);
        return postgres.url();
    }

    private String redis(Path data) {
        LocalRedis redis = LocalRedis.durable(data, port).start();
        atEnd(redis);
        return redis.url();
    }

    private static void atEnd(AutoCloseable store) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                store.close();
            } catch (Exception alreadyGone) {
                System.out.println("Not stopped cleanly: " + alreadyGone.getMessage());
            }
        }));
    }

    /** Postgres detaches itself and says where it is; Redis stays our child. */
    private static ProcessHandle server(Path data) throws IOException {
        Path postmaster = data.resolve("postmaster.pid");
        Optional<ProcessHandle> found = Files.exists(postmaster)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(postmaster).get(0).strip()))
                : ProcessHandle.current().children().findFirst();
        return found.orElseThrow(() -> new Refusal("The store ended as soon as it had started."));
    }
}
