package dev.mcpgateway.call;

/** How a call ended. */
public sealed interface Outcome {
    /** The word for audit and metrics. */
    String word();

    /** The server answered, whatever it said. */
    record Answered(int status) implements Outcome {
        @Override
        public String word() {
            return "ok";
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
            return "failed";
        }
    }

    /** The client went away before the end. */
    record Cancelled() implements Outcome {
        @Override
        public String word() {
            return "cancelled";
        }
    }

    static Outcome of(CallFailure failure) {
        return failure.reason().isRefusal() ? new Refused(failure) : new Failed(failure);
    }
}
