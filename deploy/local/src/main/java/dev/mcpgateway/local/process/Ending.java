package dev.mcpgateway.local.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of a process that was asked to go: by itself within its grace, or by force. */
public final class Ending {
    private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

    private Ending() {}

    /** True if it went by itself. */
    public static boolean of(ProcessHandle asked, Duration grace) {
        if (within(asked, grace)) {
            return true;
        }
        asked.destroyForcibly();
        within(asked, AFTER_FORCE);
        return false;
    }

    public static boolean within(ProcessHandle process, Duration bound) {
        try {
            process.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException unknown) {
            return !process.isAlive();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return !process.isAlive();
    }
}
