package dev.mcpgateway.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.registry.DefinitionTable;
import dev.mcpgateway.wire.McpMethod;

/**
 * What servers themselves say about their tools. Read beside the calls, never on their way: when a plan comes, when what
 * was read has had its time, and when an operator asks. A server that does not answer keeps the definitions it had.
 */
@Component
public final class Definitions implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Definitions.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 4;
    private static final int MOST_PAGES = 50;

    private final Plans plans;
    private final McpClient client;
    private final DefinitionTable table;
    private final InstantSource clock;
    private final ClientSettings settings;
    private final ConcurrentMap<String, Offer> offers = new ConcurrentHashMap<>();
    private Disposable reading = Disposables.disposed();

    Definitions(Plans plans, McpClient client, DefinitionTable table, InstantSource clock, ClientSettings settings) {
        this.plans = plans;
        this.client = client;
        this.table = table;
        this.clock = clock;
        this.settings = settings;
    }

    /** What one server offers, until when that is believed, and whether the registry has it. */
    private record Offer(ServerSpec server, Map<String, String> tools, Instant until, boolean isKept) {}

    private record PageOf(JsonNode result, int number) {}

    /** Whether the server said that it has this tool; unknown is no. */
    public boolean has(ServerSpec server, String tool) {
        Offer offer = offers.get(server.name());
        return offer != null && server.tool(tool).isPresent() && offer.tools().containsKey(tool);
    }

    /** The tools that the server said it has: the JSON of each definition, by name. */
    public Map<String, String> of(ServerSpec server) {
        Offer offer = offers.get(server.name());
        return offer == null ? Map.of() : offer.tools();
    }

    /** Reads a server's definitions now. */
    public Mono<Void> refresh(ServerSpec server, Plan plan) {
        return read(server, plan).flatMap(this::keep).then();
    }

    @Override
    public void start() {
        if (!settings.read()) {
            return;
        }
        reading = Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .concatMap(tick -> readWhatIsDue(plans.current()), 1)
                .subscribe();
    }

    private Mono<Void> readWhatIsDue(Plan plan) {
        offers.keySet().retainAll(plan.servers().keySet());
        return Flux.fromIterable(plan.servers().values())
                .filter(server -> isDue(offers.get(server.name()), server))
                .flatMap(server -> refresh(server, plan).onErrorResume(e -> later(server, e)), AT_ONCE)
                .then();
    }

    private boolean isDue(@Nullable Offer offer, ServerSpec server) {
        return offer == null
                || !offer.server().equals(server)
                || clock.instant().isAfter(offer.until());
    }

    private Mono<Void> later(ServerSpec server, Throwable e) {
        log.debug("The definitions of '{}' could not be read: {}", server.name(), e.getMessage());
        offers.compute(
                server.name(),
                (name, had) -> new Offer(
                        server,
                        had == null ? Map.of() : had.tools(),
                        clock.instant().plus(AFTER_FAILURE),
                        false));
        return Mono.empty();
    }

    private Mono<Offer> read(ServerSpec server, Plan plan) {
        Map<String, String> tools = new LinkedHashMap<>();
        return page(server, plan, "", 1)
                .expand(page -> {
                    String cursor = page.result().path("nextCursor").asString("");
                    if (cursor.isEmpty()) {
                        return Mono.empty();
                    }
                    return page.number() == MOST_PAGES
                            ? Mono.error(CallFailure.of(Reason.UPSTREAM_INVALID, "the list of tools does not end"))
                            : page(server, plan, "\"cursor\":" + JSON.writeValueAsString(cursor), page.number() + 1);
                })
                .doOnNext(page -> page.result()
                        .path("tools")
                        .forEach(tool -> tools.put(tool.path("name").asString(""), tool.toString())))
                .last()
                .map(page ->
                        new Offer(server, Map.copyOf(tools), clock.instant().plus(time(page.result())), false));
    }

    private Mono<PageOf> page(ServerSpec server, Plan plan, String params, int number) {
        Origin origin = new Origin(
                "definitions-" + server.name() + "-" + number,
                clock.instant(),
                System.nanoTime(),
                "local",
                "definitions");
        return client.ask(plan, server, origin, Request.of(McpMethod.TOOLS_LIST, params))
                .map(result -> new PageOf(result, number));
    }

    private static Duration time(JsonNode result) {
        long millis = result.path("ttlMs").asLong(USUAL.toMillis());
        return Duration.ofMillis(Math.min(LONGEST.toMillis(), Math.max(SHORTEST.toMillis(), millis)));
    }

    private Mono<Void> keep(Offer offer) {
        Offer had = offers.put(offer.server().name(), offer);
        boolean isKept = had != null && had.isKept() && had.tools().equals(offer.tools());
        return (isKept ? Mono.<Void>empty() : table.keep(offer.server().name(), offer.tools()))
                .doOnSuccess(done -> offers.computeIfPresent(
                        offer.server().name(),
                        (name, now) -> new Offer(now.server(), now.tools(), now.until(), now.equals(offer))));
    }

    @Override
    public void stop() {
        reading.dispose();
    }

    @Override
    public boolean isRunning() {
        return !reading.isDisposed();
    }
}
