package dev.mcpgateway.call;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.mcpgateway.call.Gate.Exit;

/** The ways out a call has collected, closed in reverse and once. */
public final class Exits {
    private final Deque<Exit> open = new ArrayDeque<>(4);
    private boolean closed;

    public synchronized void add(Exit exit) {
        if (closed) {
            // The client left while a gate was still deciding.
            exit.close(new Outcome.Cancelled());
            return;
        }
        if (exit != Exit.FREE) {
            open.push(exit);
        }
    }

    public synchronized void close(Outcome outcome) {
        closed = true;
        while (!open.isEmpty()) {
            open.pop().close(outcome);
        }
    }
}
