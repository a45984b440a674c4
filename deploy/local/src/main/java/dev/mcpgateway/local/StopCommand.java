package dev.mcpgateway.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.process.Ending;
import dev.mcpgateway.local.process.RunFolder;

@Command(name = "stop", description = "Stops the stack that runs on this data folder.")
final class StopCommand implements Callable<Integer> {
    /** A little more than the launcher needs at worst: gateways 25 s, tools 10 s, stores 20 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    @ParentCommand
    private Up up = new Up();

    @Override
    public Integer call() {
        Layout layout = up.layout();
        RunFolder run = new RunFolder(layout.run());
        Optional<ProcessHandle> launcher = run.launcher();
        launcher.ifPresent(process -> {
            process.destroy();
            Ending.of(process, PATIENCE);
        });
        List<String> orphans = run.endOrphans();
        if (launcher.isEmpty() && orphans.isEmpty()) {
            System.out.println("No stack runs on " + layout.data() + ".");
        } else if (orphans.isEmpty()) {
            System.out.println("Stopped. The data stays in " + layout.data() + ".");
        } else {
            System.out.println("Stopped, with what a killed launcher had left behind: " + String.join(", ", orphans));
        }
        return 0;
    }
}
