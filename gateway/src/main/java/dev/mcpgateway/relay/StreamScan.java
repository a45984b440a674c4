package dev.mcpgateway.relay;

import io.netty.buffer.ByteBuf;

import dev.mcpgateway.call.Facts;

/** Follows a stream of events for its record: how many there were, and what the answer among them says. */
public final class StreamScan {
    private final Facts facts;
    private final AnswerScan message = new AnswerScan();
    private boolean hasAnswered;
    private final EventBoundary boundary = new EventBoundary(new EventBoundary.Listener() {
        @Override
        public void data(ByteBuf bytes, int from, int to) {
            message.see(bytes, from, to);
        }

        @Override
        public void ended() {
            end();
        }
    });

    public StreamScan(Facts facts) {
        this.facts = facts;
    }

    public void see(ByteBuf bytes) {
        boundary.see(bytes);
    }

    /** Between two events, or before the first. */
    public boolean isBetweenEvents() {
        return boundary.isHere();
    }

    /** Some event had an {@code id:}, so a client that loses the stream can take it up again. */
    public boolean carriedId() {
        return boundary.carriedId();
    }

    /** The answer to a request was among the events. */
    public boolean hasAnswered() {
        return hasAnswered;
    }

    private void end() {
        facts.sentEvents(1);
        if (message.isAnswer()) {
            hasAnswered = true;
            facts.answerSays(message.says());
        }
        message.begin();
    }
}
