package dev.mcpgateway.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.mcpgateway.call.Gate.Exit;
import dev.mcpgateway.call.Outcome;

/** Room for so many calls at a time, and a short queue before it. Who waits too long is turned away. */
final class Room {
    private final int queue;
    private final Deque<Sinks.One<Exit>> waiting = new ArrayDeque<>();
    private int taken;

    Room(int queue) {
        this.queue = queue;
    }

    /** One place, given back once. */
    private final class Place implements Exit {
        private final AtomicBoolean held = new AtomicBoolean(true);

        @Override
        public void close(Outcome outcome) {
            if (held.compareAndSet(true, false)) {
                next();
            }
        }
    }

    /** Whether one more call would be turned away at once. */
    synchronized boolean isFull(int most) {
        return taken >= most && waiting.size() >= queue;
    }

    Mono<Exit> enter(int most, Duration patience, Supplier<? extends Throwable> full) {
        Sinks.One<Exit> turn;
        synchronized (this) {
            if (taken < most) {
                taken++;
                return Mono.just(new Place());
            }
            if (waiting.size() >= queue) {
                return Mono.error(full.get());
            }
            turn = Sinks.one();
            waiting.add(turn);
        }
        return turn.asMono()
                .timeout(patience, Mono.defer(() -> leave(turn) ? Mono.error(full.get()) : turn.asMono()))
                .doOnCancel(() -> giveUp(turn));
    }

    /** Stops waiting; too late if the place was given already. */
    private synchronized boolean leave(Sinks.One<Exit> turn) {
        return waiting.remove(turn);
    }

    private void giveUp(Sinks.One<Exit> turn) {
        if (!leave(turn)) {
            turn.asMono().subscribe(place -> place.close(new Outcome.Cancelled()));
        }
    }

    private void next() {
        Sinks.@Nullable One<Exit> turn;
        synchronized (this) {
            turn = waiting.poll();
            if (turn == null) {
                taken--;
                return;
            }
        }
        turn.tryEmitValue(new Place());
    }
}
