package dev.mcpgateway.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Exits;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.upstream.Answer.Shape;

/**
 * The way through the gates for a call that has no exchange of its own: an invocation over REST, a job. The same gates
 * in the same order as over MCP.
 */
@Component
public final class Passage {
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final List<Gate> gates;
    private final Crossing crossing;

    Passage(List<Gate> gates, Crossing crossing) {
        this.gates = Pipeline.inOrder(gates);
        this.crossing = crossing;
    }

    /**
     * The whole answer of a call, as the server wrote it.
     *
     * @param headers those that may travel on
     */
    public record WholeAnswer(int status, HttpHeaders headers, Shape shape, ByteBuffer body) {}

    /** The gates, in the order in which every call passes them. */
    public List<Gate> gates() {
        return gates;
    }

    /**
     * Takes {@code call} through every gate.
     *
     * @param exits collects what the gates gave; whoever owns the call closes them at its end
     */
    public Mono<Void> enter(McpCall call, Exits exits) {
        Mono<Void> through = Mono.empty();
        for (Gate gate : gates) {
            through = through.then(
                    Mono.defer(() -> gate.enter(call)).doOnNext(exits::add).then());
        }
        return through;
    }

    /** Sends {@code call} over, and nothing before it has passed {@link #enter}. */
    public Mono<WholeAnswer> cross(McpCall call, HttpHeaders headers) {
        AtomicReference<@Nullable WholeAnswer> whole = new AtomicReference<>();
        return crossing.send(
                        call,
                        call.server(),
                        headers,
                        answer -> bounded(answer)
                                .doOnNext(body -> whole.set(new WholeAnswer(
                                        answer.status(), answer.headers(), answer.shape(), ByteBuffer.wrap(body))))
                                .then())
                .then(Mono.fromSupplier(whole::get));
    }

    /** The same for an answer that may never end: {@code reader} takes it as it comes. */
    public Mono<Void> follow(McpCall call, HttpHeaders headers, Function<Answer, Mono<Void>> reader) {
        return crossing.send(call, call.server(), headers, reader);
    }

    /** Collected piece by piece, so that a server without an end is cut off and not collected. */
    private static Mono<byte[]> bounded(Answer answer) {
        return answer.body()
                .asByteArray()
                .collect(ByteArrayOutputStream::new, (all, piece) -> {
                    if (all.size() + piece.length > LARGEST_ANSWER) {
                        throw CallFailure.of(
                                Reason.UPSTREAM_INVALID,
                                "the answer is larger than " + LARGEST_ANSWER
                                        + " bytes; use the MCP endpoint, which streams");
                    }
                    all.writeBytes(piece);
                })
                .map(ByteArrayOutputStream::toByteArray);
    }
}
