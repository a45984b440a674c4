package dev.mcpgateway.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
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
 * What servers themselves say about their tools. Read beside the calls, never on their way: when a plan comes, when a
 * server tells that they changed, when what was read has had its time, and when an operator asks. A server that does not
 * answer keeps the definitions it had, and is asked again, ever more patiently.
 */
@Component
public final class Definitions implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Definitions.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;
    private static final int MOST_PAGES = 50;
    private static final long LARGEST = 8L * 1024 * 1024;

    private final Plans plans;
    private final McpClient client;
    private final ToolNews news;
    private final DefinitionTable table;
    private final InstantSource clock;
    private final ClientSettings settings;
    private final ConcurrentMap<String, Offer> offers = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<String> beingRead = ConcurrentHashMap.newKeySet();
    private Disposable reading = Disposables.disposed();

    Definitions(
            Plans plans,
            McpClient client,
            ToolNews news,
            DefinitionTable table,
            InstantSource clock,
            ClientSettings settings) {
        this.plans = plans;
        this.client = client;
        this.news = news;
        this.table = table;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What one server offers.
     *
     * @param asked when it was asked
     * @param until when what it said is believed
     * @param isKept whether the registry has it
     * @param failures how often it was asked in vain since
     */
    private record Offer(
            ServerSpec server, Map<String, String> tools, Instant asked, Instant until, boolean isKept, int failures) {
        Offer kept() {
            return new Offer(server, tools, asked, until, true, failures);
        }
    }

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
                .concatMapIterable(tick -> due(plans.current()), 1)
                .flatMap(due -> readOnce(due.server(), due.plan()), AT_ONCE, 1)
                .doOnError(e -> log.error("Definitions are looked after no more for a moment", e))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PATIENCE))
                .subscribe();
    }

    private record Due(ServerSpec server, Plan plan) {}

    private List<Due> due(Plan plan) {
        offers.keySet().retainAll(plan.servers().keySet());
        changed.retainAll(plan.servers().keySet());
        news.listen(plan, changed::add);
        return plan.servers().values().stream()
                .filter(server -> !beingRead.contains(server.name()) && isDue(server))
                .map(server -> new Due(server, plan))
                .toList();
    }

    private boolean isDue(ServerSpec server) {
        Offer offer = offers.get(server.name());
        return offer == null
                || changed.contains(server.name())
                || !offer.server().equals(server)
                || clock.instant().isAfter(offer.until());
    }

    private Mono<Void> readOnce(ServerSpec server, Plan plan) {
        return Mono.defer(() -> {
                    beingRead.add(server.name());
                    // Before it is asked: what changes while it answers is news again.
                    changed.remove(server.name());
                    return refresh(server, plan);
                })
                .onErrorResume(e -> later(server, e))
                .doFinally(end -> beingRead.remove(server.name()));
    }

    private Mono<Void> later(ServerSpec server, Throwable e) {
        log.debug("The definitions of '{}' could not be read: {}", server.name(), e.getMessage());
        Instant now = clock.instant();
        offers.compute(server.name(), (name, had) -> {
            int failures = had == null ? 0 : Math.min(had.failures(), MOST_DOUBLINGS);
            return new Offer(
                    server,
                    had == null ? Map.of() : had.tools(),
                    had == null ? Instant.EPOCH : had.asked(),
                    now.plus(AFTER_FAILURE.multipliedBy(1L << failures)),
                    false,
                    failures + 1);
        });
        return Mono.empty();
    }

    private Mono<Offer> read(ServerSpec server, Plan plan) {
        Instant asked = clock.instant();
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
                .doOnNext(page -> add(page.result(), tools))
                .last()
                .map(page -> new Offer(
                        server, Map.copyOf(tools), asked, clock.instant().plus(time(page.result())), false, 0))
                .timeout(PATIENCE);
    }

    private static void add(JsonNode result, Map<String, String> tools) {
        result.path("tools").forEach(tool -> tools.put(tool.path("name").asString(""), tool.toString()));
        if (tools.values().stream().mapToLong(String::length).sum() > LARGEST) {
            throw CallFailure.of(Reason.UPSTREAM_INVALID, "the list of tools is too large");
        }
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
        String server = offer.server().name();
        Offer had = offers.get(server);
        if (had != null && had.asked().isAfter(offer.asked())) {
            // Asked twice at the same time, and the later answer came first.
            return Mono.empty();
        }
        offers.put(server, offer);
        boolean isKept = had != null && had.isKept() && had.tools().equals(offer.tools());
        return (isKept ? Mono.<Void>empty() : table.keep(server, offer.tools()))
                .doOnSuccess(
                        done -> offers.computeIfPresent(server, (name, now) -> now.equals(offer) ? offer.kept() : now));
    }

    @Override
    public void stop() {
        reading.dispose();
        news.stop();
    }

    @Override
    public boolean isRunning() {
        return !reading.isDisposed();
    }
}
