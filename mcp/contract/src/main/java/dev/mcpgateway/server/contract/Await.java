package dev.mcpgateway.server.contract;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for a time; and gives up. */
final class Await {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SOON_MILLIS = 500;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        some(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T some(String what, Supplier<Optional<T>> source) {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(GLANCE);
        }
        throw new AssertionError("Waited in vain until " + what);
    }

    static <T> Optional<T> soon(CompletableFuture<T> future) {
        try {
            return Optional.of(future.get(SOON_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new AssertionError("The call failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
