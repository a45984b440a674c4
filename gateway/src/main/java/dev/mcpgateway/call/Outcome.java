package dev.mcpgateway.call;

/** How a call ended. */
public sealed interface Outcome {
    /** The word for audit and metrics. */
    String word();

    /** The server answered; {@code says} is how it called its own answer. */
    record Answered(int status, Says says) implements Outcome {
        /** What the body of an answer says, where that could be told without keeping it. */
        public enum Says {
            RESULT("ok"),
            /** A result with {@code isError}: the tool ran and failed. */
            TOOL_ERROR("tool_error"),
            /** A JSON-RPC error: the server did not do it. */
            RPC_ERROR("rpc_error");

            private final String word;

            Says(String word) {
                this.word = word;
            }
        }

        @Override
        public String word() {
            return says.word;
        }
    }

    /** We said no, and the server never saw it. */
    record Refused(CallFailure why) implements Outcome {
        @Override
        public String word() {
            return "refused";
        }
    }

    /** It was let in, and went wrong after that. */
    record Failed(CallFailure why) implements Outcome {
        @Override
        public String word() {
            return why.reason() == Reason.UPSTREAM_TIMEOUT ? "timeout" : "failed";
        }
    }

    /** The client went away before the end. */
    record Cancelled() implements Outcome {
        @Override
        public String word() {
            return "cancelled";
        }
    }

    /** The process died while the call was open: whether the server did it, nobody saw. */
    record Unknown() implements Outcome {
        @Override
        public String word() {
            return "unknown";
        }
    }

    static Outcome of(CallFailure failure) {
        return failure.reason().isRefusal() ? new Refused(failure) : new Failed(failure);
    }
}
