package dev.mcpgateway.bench.soak;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that goes wrong for a while.
 *
 * @param explains the failures of calls it excuses
 * @param mend puts it right again, and tells what should not have been
 */
record Fault(String name, Set<String> explains, Runnable inject, Supplier<List<String>> mend) {

    /** When it was so, and how long after that it may still be felt. */
    record Window(Fault fault, long from, long until) {
        boolean explains(Ledger.Failure failure) {
            return fault.explains().contains(failure.reason()) && failure.until() >= from && failure.from() <= until;
        }
    }
}
