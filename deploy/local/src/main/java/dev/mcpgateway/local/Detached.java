package dev.mcpgateway.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.mcpgateway.local.build.Archive;
import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.process.RunFolder;
import dev.mcpgateway.local.process.Spawner;

/** Starts the launcher again, away from this terminal, and repeats what it says until the stack is ready. */
final class Detached {
    private static final String MARK = "up.detached";

    private final Layout layout;
    private final PrintStream out;

    Detached(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    void start(List<String> arguments) {
        Path log = layout.log("up");
        try {
            if (new RunFolder(layout.run()).launcher().isPresent()) {
                throw new Refusal("A stack already runs on %s: ./up status, ./up stop.".formatted(layout.data()));
            }
            RunNotes.erase(layout);
            Files.writeString(log, "");
            Process launcher = Spawner.detached(command(layout, arguments), log);
            follow(launcher, log);
        } catch (IOException cannot) {
            throw new Refusal("The stack cannot be started in the background: %s".formatted(cannot.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same words again: what they say stays as it is, and the mark keeps it from starting yet another launcher. */
    static List<String> command(Layout layout, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Archive.executable(), "-D" + MARK + "=true"));
        command.addAll(Up.self(layout));
        command.addAll(arguments);
        return command;
    }

    /** Whether this launcher is the one in the background. */
    static boolean isHere() {
        return Boolean.getBoolean(MARK);
    }

    /** The launcher bounds every wait of its own, so this one ends too. */
    private void follow(Process launcher, Path log) throws IOException, InterruptedException {
        try (InputStream said = Files.newInputStream(log)) {
            while (launcher.isAlive() && RunNotes.read(layout).isEmpty()) {
                said.transferTo(out);
                Thread.sleep(50);
            }
            said.transferTo(out);
        }
        if (!launcher.isAlive()) {
            throw new Refusal("The stack did not start; all it said is in " + log);
        }
        out.println("Runs in the background: ./up status, ./up stop");
    }
}
