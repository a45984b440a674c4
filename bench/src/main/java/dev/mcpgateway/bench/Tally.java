package dev.mcpgateway.bench;

import java.time.Duration;
import java.util.Optional;

/** What comes of the calls of one round. Told by one thread. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private final Latencies first = new Latencies();
    private long calls;
    private long errors;
    private Optional<String> firstError = Optional.empty();

    /** The answer on this connection is whole. */
    void answered(LoadConnection connection) {
        if (!connection.isRight()) {
            failed("not the tool's answer: " + connection.text().strip(), 1);
            return;
        }
        calls++;
        if (connection.isTimed()) {
            latencies.record(connection.untilNow());
            first.record(connection.untilFirst());
        }
    }

    void failed(String why, int times) {
        errors += times;
        firstError = firstError.or(() -> Optional.of(why));
    }

    Load.Result after(Duration took) {
        return new Load.Result(calls, errors, firstError, took, latencies, first);
    }
}
