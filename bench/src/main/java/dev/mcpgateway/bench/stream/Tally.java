package dev.mcpgateway.bench.stream;

import java.util.Optional;

import dev.mcpgateway.bench.Latencies;

/** What came on many streams, held against what was sent. Of one thread. */
final class Tally {
    private long delivered;
    private long lost;
    private long doubled;
    private long broken;
    private Optional<String> firstProblem = Optional.empty();
    private Optional<Latencies> delays = Optional.empty();

    /**
     * What it comes to.
     *
     * @param doubled came again, or after a later one
     * @param broken streams that ended in another way than with their result
     */
    record Sum(long delivered, long lost, long doubled, long broken, Optional<String> firstProblem) {
        boolean isFaultless() {
            return lost == 0 && doubled == 0 && broken == 0;
        }
    }

    /** The events of one stream, from the first to the result. */
    AnswerReader.Listener stream() {
        return new AnswerReader.Listener() {
            private long next = 1;

            @Override
            public void progress(long number, long sentNanos) {
                delays.ifPresent(known -> known.record(System.nanoTime() - sentNanos));
                if (number < next) {
                    doubled++;
                    problem("event " + number + " where " + next + " was next");
                    return;
                }
                delivered++;
                missed(number);
                next = number + 1;
            }

            @Override
            public void result(long sent) {
                missed(sent + 1);
            }

            private void missed(long until) {
                if (until > next) {
                    lost += until - next;
                    problem("events from " + next + " to " + (until - 1) + " did not come");
                }
            }
        };
    }

    void broken(String why) {
        broken++;
        problem(why);
    }

    /** From now on, how long each event was on its way. */
    Latencies timed() {
        Latencies fresh = new Latencies();
        delays = Optional.of(fresh);
        return fresh;
    }

    void untimed() {
        delays = Optional.empty();
    }

    Sum sum() {
        return new Sum(delivered, lost, doubled, broken, firstProblem);
    }

    private void problem(String what) {
        firstProblem = firstProblem.or(() -> Optional.of(what));
    }
}
