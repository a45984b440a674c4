package dev.mcpgateway.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import dev.mcpgateway.call.Gate.Exit;

/** The ways out a call has collected, closed in reverse and once. */
public final class Exits {
    private final Deque<Exit> open = new ArrayDeque<>(4);
    private Optional<String> rule = Optional.empty();
    private boolean closed;

    public synchronized void add(Exit exit) {
        if (closed) {
            // The client left while a gate was still deciding.
            exit.close(new Outcome.Cancelled());
            return;
        }
        if (exit != Exit.FREE) {
            open.push(exit);
            exit.rule().ifPresent(name -> rule = Optional.of(name));
        }
    }

    /** The rule that let the call in. */
    public synchronized Optional<String> rule() {
        return rule;
    }

    public synchronized void close(Outcome outcome) {
        closed = true;
        while (!open.isEmpty()) {
            open.pop().close(outcome);
        }
    }
}
