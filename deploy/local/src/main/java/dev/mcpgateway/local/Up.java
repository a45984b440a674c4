package dev.mcpgateway.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;

/** The command line. */
@Command(
        name = "./up",
        description = "Starts the whole stack: stores, issuer, three tools and the gateway, on the loopback address.",
        subcommands = {
            StopCommand.class,
            StatusCommand.class,
            TokenCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            StoreHost.class
        },
        sortOptions = false,
        footer = {
            "",
            "DATABASE_URL and REDIS_URL replace the stores that ./up would start; JWT_JWKS_URL or",
            "JWT_SECRET_KEY replaces the issuer. More: docs/running-locally.md"
        })
public final class Up implements Callable<Integer> {
    private static final String ROOT = "up.root";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of tools.yaml and policy.yaml (default: deploy/config).")
    private @Nullable Path config;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port of the gateway (default: ${DEFAULT-VALUE}); the other ports move with it.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder for data, logs and secrets (default: .data).")
    private @Nullable Path data;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            defaultValue = "",
            description = "Only these, comma-separated: gateway, calculator, docs, git, issuer, postgres, redis."
                    + " A gateway brings its stores and the issuer.")
    private String only = "";

    @Option(
            names = "--gateways",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many gateways, side by side on ports from --port on (default: ${DEFAULT-VALUE}).")
    private int gateways;

    @Option(names = "--detach", description = "Return when the stack is ready, and leave it running.")
    private boolean detach;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it.
    private boolean help;

    private List<String> arguments = List.of();

    public static void main(String[] arguments) {
        Up up = new Up();
        up.arguments = List.of(arguments);
        System.exit(commandLine(up).execute(arguments));
    }

    static CommandLine commandLine(Up up) {
        return new CommandLine(up)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage() + ". ./up --help shows the options.");
                    return MISUSED;
                })
                .setExecutionExceptionHandler((failure, line, result) -> {
                    line.getErr().println(sentence(failure));
                    return FAILED;
                });
    }

    private static String sentence(Exception failure) {
        return failure instanceof Refusal refusal
                ? refusal.sentence()
                : "Unexpected, please report it: " + failure + " at " + failure.getStackTrace()[0];
    }

    @Override
    public Integer call() {
        Layout layout = layout().prepared();
        Path files = config == null ? layout.root().resolve("deploy/config") : config;
        StackOptions options = new StackOptions(files, port, StackOptions.chosen(only, System.getenv()), gateways);
        if (leavesTheTerminal()) {
            new Detached(layout, System.out).start(arguments);
            return 0;
        }
        new Stack(layout, options, System.getenv(), System.out).run();
        return FAILED;
    }

    boolean leavesTheTerminal() {
        return detach && !Detached.isHere();
    }

    Layout layout() {
        Path root = Path.of(System.getProperty(ROOT, "."));
        return new Layout(root, data == null ? root.resolve(".data") : data);
    }

    /** How to start this program again, for what it does in a process of its own. */
    static List<String> self(Layout layout) {
        return List.of("-D" + ROOT + "=" + layout.root(), "-jar", System.getProperty("java.class.path", ""));
    }
}
