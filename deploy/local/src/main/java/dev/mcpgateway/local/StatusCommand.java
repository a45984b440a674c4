package dev.mcpgateway.local;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.process.RunFolder;

@Command(name = "status", description = "Says what runs on this data folder; exit code 1 if the stack is not ready.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Up up = new Up();

    @Override
    public Integer call() {
        Layout layout = up.layout();
        RunFolder run = new RunFolder(layout.run());
        Optional<ProcessHandle> launcher = run.launcher();
        Map<String, ProcessHandle> children = run.children();
        if (launcher.isEmpty() && children.isEmpty()) {
            System.out.println("No stack runs on " + layout.data() + ".");
            return 1;
        }
        children.forEach((name, process) -> System.out.printf("  %-16s pid %d%n", name, process.pid()));
        if (launcher.isEmpty()) {
            System.out.println("The launcher was killed; ./up stop ends what is left.");
            return 1;
        }
        Optional<RunNotes> ready = RunNotes.read(layout);
        System.out.println(ready.map(notes -> notes.gatewayPort() == 0
                                ? "Ready, without a gateway."
                                : "Ready: http://localhost:" + notes.gatewayPort())
                        .orElse("Not ready yet.")
                + " Logs: " + layout.logs());
        return ready.isPresent() ? 0 : 1;
    }
}
