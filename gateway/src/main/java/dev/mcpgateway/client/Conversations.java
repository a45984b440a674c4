package dev.mcpgateway.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.call.Session;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.session.SessionSeal;
import dev.mcpgateway.upstream.Passage;
import dev.mcpgateway.upstream.Passage.WholeAnswer;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/**
 * How we stand with each server: which era it speaks, and the sessions that legacy servers gave us. A session is one
 * caller's and never lent to another, since a server may keep things in it.
 */
@Component
final class Conversations {
    static final Caller GATEWAY = new Caller("mcp-gateway", "mcp-gateway", "", Set.of());

    private static final Duration ERA_IS_KEPT = Duration.ofMinutes(10);
    private static final Duration SESSION_IS_KEPT = Duration.ofMinutes(5);
    private static final int MOST_SESSIONS = 1_000;
    private static final int MOST_SERVERS = 1_000;

    private final Passage passage;
    private final SessionSeal seal;
    private final Cache<ServerSpec, McpVersion> versions = Caffeine.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterWrite(ERA_IS_KEPT)
            .build();
    private final Cache<Party, Bond> bonds = Caffeine.newBuilder()
            .maximumSize(MOST_SESSIONS)
            .expireAfterAccess(SESSION_IS_KEPT)
            .build();

    Conversations(Passage passage, SessionSeal seal) {
        this.passage = passage;
        this.seal = seal;
    }

    private record Party(ServerSpec server, String caller) {}

    /** What a legacy server agreed to. */
    private record Bond(McpVersion version, Optional<Session> session) {}

    /** Asks {@code request} in the words of the server that {@code call} is for. */
    Mono<Reply> ask(McpCall call, Request request) {
        return version(call)
                .flatMap(version -> version.era() == McpVersion.Era.MODERN
                        ? send(call, request, version, Optional.empty()).map(Reply::in)
                        : legacy(call, request, version));
    }

    private Mono<McpVersion> version(McpCall call) {
        McpVersion known = versions.getIfPresent(call.server());
        if (known != null) {
            return Mono.just(known);
        }
        Request discover = Request.of(McpMethod.DISCOVER, "");
        return send(call, discover, McpVersion.V2026_07_28, Optional.empty())
                .map(answer -> answer.status() == 200 && Reply.in(answer).hasResult()
                        ? McpVersion.V2026_07_28
                        : McpVersion.V2025_11_25)
                // A legacy server may answer such a question in any way; only one that is not there says nothing.
                .onErrorResume(
                        CallFailure.class,
                        e -> e.reason() == Reason.UPSTREAM_INVALID ? Mono.just(McpVersion.V2025_11_25) : Mono.error(e))
                .doOnNext(version -> versions.put(call.server(), version));
    }

    private Mono<Reply> legacy(McpCall call, Request request, McpVersion wanted) {
        Party party = new Party(call.server(), call.caller().key());
        Bond known = bonds.getIfPresent(party);
        if (known == null) {
            return bonded(call, wanted, party)
                    .flatMap(bond -> send(call, request, bond))
                    .map(Reply::in);
        }
        return send(call, request, known)
                .flatMap(answer -> {
                    if (answer.status() != 404 || known.session().isEmpty()) {
                        return Mono.just(answer);
                    }
                    // The session has ended, so the server did nothing with the request: a new one, once.
                    bonds.invalidate(party);
                    return bonded(call, wanted, party).flatMap(bond -> send(call, request, bond));
                })
                .map(Reply::in);
    }

    private Mono<Bond> bonded(McpCall call, McpVersion wanted, Party party) {
        return send(call, Request.initialize(), wanted, Optional.empty()).flatMap(answer -> {
            String agreed = Reply.in(answer).result().path("protocolVersion").asString("");
            Optional<Session> session = Optional.ofNullable(answer.headers().get(McpHeaders.SESSION_ID))
                    .flatMap(id -> seal.open(id, call.server().name(), call.caller()));
            Bond bond = new Bond(McpVersion.of(agreed).orElse(wanted), session);
            return send(call, Request.of(McpMethod.NOTIFICATIONS_INITIALIZED, ""), bond)
                    .doOnSuccess(taken -> bonds.put(party, bond))
                    .thenReturn(bond);
        });
    }

    private Mono<WholeAnswer> send(McpCall call, Request request, Bond bond) {
        return send(call, request, bond.version(), bond.session());
    }

    private Mono<WholeAnswer> send(McpCall call, Request request, McpVersion version, Optional<Session> session) {
        McpCall said = new McpCall(
                call.origin(), call.plan(), call.caller(), call.server(), request.in(version), session, call.facts());
        return passage.cross(said, request.headers(version));
    }
}
