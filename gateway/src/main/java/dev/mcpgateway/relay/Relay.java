package dev.mcpgateway.relay;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;
import dev.mcpgateway.relay.ListCut.Shown;
import dev.mcpgateway.task.TaskOwners;
import dev.mcpgateway.upstream.Answer;
import dev.mcpgateway.upstream.Answer.Shape;

/** Decides what of an answer must be looked at before the client gets it. For nearly every call: nothing. */
@Component
public final class Relay {
    private final Derived<Policy> policies;
    private final TaskOwners tasks;

    Relay(Derived<Policy> policies, TaskOwners tasks) {
        this.policies = policies;
        this.tasks = tasks;
    }

    /** The answer as the caller of {@code call} may have it. */
    public Answer of(McpCall call, Answer answer) {
        return edit(call, answer)
                .map(edit -> answer.shape() == Shape.EVENTS
                        ? answer.with(Shape.EVENTS, events(answer.body(), edit))
                        : answer.with(
                                edit.isOwedToEveryMessage() ? Shape.WHOLE : Shape.PIECES, message(answer.body(), edit)))
                .orElse(answer);
    }

    private Optional<Edit> edit(McpCall call, Answer answer) {
        if (answer.shape() == Shape.EMPTY || answer.status() >= 300) {
            return Optional.empty();
        }
        return switch (call.message().method()) {
            case TOOLS_LIST -> Optional.of(ListCut.of(tools(call), call.facts()));
            case PROMPTS_LIST -> Optional.of(ListCut.of(prompts(call), call.facts()));
            case RESOURCES_LIST -> Optional.of(ListCut.of(resources(call), call.facts()));
            case RESOURCES_TEMPLATES_LIST -> Optional.of(ListCut.of(templates(call), call.facts()));
            case TASKS_LIST -> Optional.of(ListCut.of(ownTasks(call), call.facts()));
            // Whoever takes a stream up again is sent what it missed: lists, too, that it had asked for elsewhere.
            case SESSION_STREAM ->
                Optional.of(ListCut.ofAny(
                        List.of(tools(call), prompts(call), resources(call), templates(call), ownTasks(call)),
                        call.facts()));
            case TOOLS_CALL ->
                call.message().mayBecomeTask()
                        ? Optional.of(new TaskWatch(id -> tasks.began(
                                call.server(), id, call.caller(), answer.from().id())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Shown tools(McpCall call) {
        return new Shown("tools", "name", granted(call, Kind.TOOL));
    }

    private Shown prompts(McpCall call) {
        return new Shown("prompts", "name", granted(call, Kind.PROMPT));
    }

    private Shown resources(McpCall call) {
        return new Shown("resources", "uri", granted(call, Kind.RESOURCE));
    }

    private Shown templates(McpCall call) {
        return new Shown("resourceTemplates", "uriTemplate", granted(call, Kind.RESOURCE));
    }

    /** Those this gateway knows, and the gate before {@code tasks/list} sees to it that it knows them. */
    private Shown ownTasks(McpCall call) {
        return new Shown("tasks", "taskId", id -> tasks.isOf(call.server(), id, call.caller()));
    }

    private Predicate<String> granted(McpCall call, Kind kind) {
        Policy policy = policies.of(call.plan());
        return name -> policy.decide(Use.listed(call, kind, name)).isAllowed();
    }

    private static Flux<ByteBuf> message(ByteBufFlux body, Edit edit) {
        return edited(body, Pieces.ofOneMessage(edit), piece -> edit.apply(piece.bytes()));
    }

    private static Flux<ByteBuf> events(ByteBufFlux body, Edit edit) {
        return edited(body, Pieces.ofEvents(edit), piece -> {
            Event event = new Event(piece.bytes());
            return event.hasData() ? edit.apply(event.data()).map(event::with) : Mono.just(piece.bytes());
        });
    }

    private static Flux<ByteBuf> edited(ByteBufFlux body, Pieces pieces, Function<Piece, Mono<byte[]>> edit) {
        return body.asByteArray()
                .concatMapIterable(pieces::next, 1)
                .concatWith(Flux.defer(() -> Flux.fromIterable(pieces.end())))
                .concatMap(piece -> piece.isWhole() ? edit.apply(piece) : Mono.just(piece.bytes()), 1)
                .map(Unpooled::wrappedBuffer);
    }
}
