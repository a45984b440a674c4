package dev.mcpgateway.server.contract;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;

import reactor.blockhound.BlockHound;

/** Remembers who blocked an event loop. Installed once per JVM; needs {@code -XX:+AllowRedefinitionToAddDeleteMethods}. */
final class EventLoopWatch {
    private static final Queue<Throwable> SEEN = new ConcurrentLinkedQueue<>();
    private static boolean installed;

    private EventLoopWatch() {}

    static synchronized void begin() {
        if (!installed) {
            BlockHound.install(builder -> builder.blockingMethodCallback(method -> {
                IllegalStateException seen = new IllegalStateException("Event loop blocked by " + method);
                if (!isIdle(seen)) {
                    SEEN.add(seen);
                }
            }));
            installed = true;
        }
        SEEN.clear();
    }

    /**
     * Whether it was only a worker waiting for its next task. One that was already waiting when the watch began is not
     * known to it as such.
     */
    private static boolean isIdle(Throwable seen) {
        return Stream.of(seen.getStackTrace())
                .anyMatch(at -> at.getClassName().equals(ThreadPoolExecutor.class.getName())
                        && at.getMethodName().equals("getTask"));
    }

    /** Where it happened: the first frames of the author's own code. */
    static List<String> seen() {
        return SEEN.stream()
                .map(seen -> seen.getMessage()
                        + Stream.of(seen.getStackTrace())
                                .map(at -> "\n    at " + at)
                                .limit(25)
                                .toList())
                .toList();
    }
}
