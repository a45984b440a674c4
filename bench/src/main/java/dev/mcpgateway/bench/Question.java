package dev.mcpgateway.bench;

import java.util.List;
import java.util.stream.Stream;

/** A request as it goes over the wire, and what comes back if all is well. */
final class Question {
    private final byte[] request;
    private final Expected expected;
    private final boolean isSlow;

    /** @param isSlow its tool takes its time, so how long the answer takes says nothing of the way there */
    Question(byte[] request, Expected expected, boolean isSlow) {
        this.request = request;
        this.expected = expected;
        this.isSlow = isSlow;
    }

    Question(byte[] request, Expected expected) {
        this(request, expected, false);
    }

    /** All with the same answer. */
    static List<Question> of(byte[][] requests, byte[] answer) {
        Expected expected = Expected.exactly(answer);
        return Stream.of(requests)
                .map(request -> new Question(request, expected))
                .toList();
    }

    byte[] request() {
        return request;
    }

    Expected expected() {
        return expected;
    }

    boolean isSlow() {
        return isSlow;
    }
}
