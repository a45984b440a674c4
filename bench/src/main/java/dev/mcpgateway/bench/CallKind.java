package dev.mcpgateway.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.mcpgateway.bench.Contestant.Kind;

/** What a call of a run is. */
enum CallKind {
    /** One tool, one JSON answer. */
    JSON("calls", "A call is a `tools/call` with a JSON answer."),
    /** One tool that tells of its progress before it answers. */
    SSE(
            "calls-sse",
            "A call is a `tools/call` that is answered by a stream: " + EventAnswer.PROGRESS + " events of progress, "
                    + EventAnswer.GAP.toMillis() + " ms apart, and the result."),
    /** What an agent does in a day. */
    MIX("calls-mix", "Calls are an agent's mix. " + AgentMix.SAYS);

    private final String report;
    private final String says;

    CallKind(String report, String says) {
        this.report = report;
        this.says = says;
    }

    /** For {@code --call}. */
    static CallKind of(String word) {
        return Stream.of(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--call is json, sse or mix, not '" + word + "'"));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the report's files. */
    String report() {
        return report;
    }

    /** For readers of the report. */
    String says() {
        return says;
    }

    /** A proxy that holds an answer until it is whole is none for streams, and knows one kind of request. */
    boolean suits(Kind contestant) {
        return this == JSON || (contestant != Kind.PROXY_WHOLE && contestant != Kind.PROXY_STREAMED);
    }

    String policy() {
        return this == MIX ? AgentMix.policy() : Setup.policy();
    }

    List<Question> questions(Kind of, int port, String path, Calls calls) {
        return switch (this) {
            case JSON -> Question.of(calls.requests(port, path), CheapUpstream.answer());
            case SSE -> Question.of(calls.requests(port, path), EventAnswer.whole());
            case MIX -> AgentMix.questions(of, port, path, calls);
        };
    }
}
