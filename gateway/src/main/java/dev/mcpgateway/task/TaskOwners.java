package dev.mcpgateway.task;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.store.Database;

/**
 * Remembers who owns a task: here for the tasks of this gateway, in Postgres for those of its neighbours. The first who
 * was given an id keeps it, so a server that hands it out again gives nothing away.
 */
@Component
public final class TaskOwners {
    private static final Logger log = LoggerFactory.getLogger(TaskOwners.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 100_000;

    private final Cache<TaskKey, TaskOwner> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(Duration.ofDays(1))
            .build();
    private final Database database;
    private final TaskTable table;

    TaskOwners(Database database, TaskTable table) {
        this.database = database;
        this.table = table;
    }

    /**
     * {@code caller} was given this task. Completes when other gateways can know; without Postgres, at once and for this
     * gateway alone.
     */
    public Mono<Void> began(ServerSpec server, String taskId, Caller caller, String instance) {
        TaskKey key = new TaskKey(server.name(), taskId);
        TaskOwner owner = new TaskOwner(caller.key(), instance);
        if (remembered.asMap().putIfAbsent(key, owner) != null || !database.isConfigured()) {
            return Mono.empty();
        }
        return table.add(key, owner).timeout(PATIENCE).onErrorResume(e -> {
            log.warn("A task of '{}' is known to this gateway alone: {}", server.name(), e.getMessage());
            return Mono.empty();
        });
    }

    Mono<Boolean> mayTouch(ServerSpec server, String taskId, Caller caller) {
        TaskKey key = new TaskKey(server.name(), taskId);
        TaskOwner owner = remembered.getIfPresent(key);
        if (owner != null) {
            return Mono.just(owner.caller().equals(caller.key()));
        }
        if (!database.isConfigured()) {
            return Mono.just(false);
        }
        return table.owner(key)
                .doOnNext(found -> remembered.put(key, found))
                .map(found -> found.caller().equals(caller.key()))
                .defaultIfEmpty(false)
                .timeout(PATIENCE)
                .onErrorMap(TaskOwners::unknown);
    }

    /** Learns from Postgres which tasks are this caller's, before a list of them is cut by {@link #isOf}. */
    Mono<Void> recall(ServerSpec server, Caller caller) {
        if (!database.isConfigured()) {
            return Mono.empty();
        }
        return table.of(server.name(), caller.key())
                .doOnNext(found -> remembered.put(found.key(), found.owner()))
                .then()
                .timeout(PATIENCE)
                .onErrorMap(TaskOwners::unknown);
    }

    /** Whether this gateway knows the task as {@code caller}'s. */
    public boolean isOf(ServerSpec server, String taskId, Caller caller) {
        TaskOwner owner = remembered.getIfPresent(new TaskKey(server.name(), taskId));
        return owner != null && owner.caller().equals(caller.key());
    }

    /** The instance that runs the task, where this gateway knows it. */
    public Optional<String> instanceOf(ServerSpec server, String taskId) {
        return Optional.ofNullable(remembered.getIfPresent(new TaskKey(server.name(), taskId)))
                .map(TaskOwner::instance);
    }

    private static CallFailure unknown(Throwable e) {
        return CallFailure.of(Reason.UPSTREAM_UNAVAILABLE, "whose task this is cannot be told now; try again")
                .causedBy(e);
    }
}
