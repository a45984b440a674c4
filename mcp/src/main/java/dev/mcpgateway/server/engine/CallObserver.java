package dev.mcpgateway.server.engine;

/** Is told of every tool call: for meters, and for nothing that could change a call. */
public interface CallObserver {
    CallObserver NONE = tool -> outcome -> {};

    /** @param tool one of this server's */
    UnderWay started(String tool);

    /** One call. */
    interface UnderWay {
        void ended(Outcome outcome);
    }

    /** How a call ended: answered, refused by the tool in words, or one of the ways it could not be answered. */
    enum Outcome {
        ANSWERED,
        REFUSED,
        OVERLOADED,
        TIMED_OUT,
        FAILED,
        CANCELLED
    }
}
