package dev.mcpgateway.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.audit.ChainTable.SealedRow;

/** Reads what the database holds and says whether it is what was recorded. */
@Component
public final class Verification {
    private final ChainTable table;
    private final SealTable seals;
    private final SealKeys keys;
    private final Readers readers;

    Verification(ChainTable table, SealTable seals, SealKeys keys, Readers readers) {
        this.table = table;
        this.seals = seals;
        this.keys = keys;
        this.readers = readers;
    }

    /**
     * What was found.
     *
     * @param unchained records from before there was a chain; nothing can be said about them
     * @param seals given seals that are none of ours
     */
    public record Report(boolean intact, long records, long unchained, List<String> seals, List<Chain> chains) {}

    /**
     * One chain, intact from its first to its last record, or up to where it is broken. A chain that does not begin at
     * 1 begins after a seal: what was before is gone by retention.
     */
    public record Chain(
            UUID spool,
            long first,
            Optional<Instant> from,
            long last,
            Optional<Instant> to,
            long records,
            long seals,
            Optional<String> broken) {}

    /**
     * Looks at every chain.
     *
     * @param since looks only at records that ended then or later, and takes for granted what was before
     * @param kept seals from the log or elsewhere
     */
    public Mono<Report> verify(Optional<Instant> since, List<String> kept) {
        return verify(since, kept, record -> {});
    }

    /** The same, and shows every record, each chain's in its order. */
    Mono<Report> verify(Optional<Instant> since, List<String> kept, Consumer<Chained> watcher) {
        List<Seal> given =
                kept.stream().map(Seal::parse).flatMap(Optional::stream).toList();
        List<String> unreadable =
                kept.stream().filter(text -> Seal.parse(text).isEmpty()).toList();
        // Asked first how far they came: what arrives while the records are read lies beyond, and is not missed.
        Mono<Report> report = seals.last()
                .zipWhen(last -> table.reached(), Traces::new)
                .flatMap(traces -> pass(since, given, watcher)
                        .map(seen -> report(chains(seen.checks, since, given, traces), seen.unchained, unreadable)));
        return readers.admit(report.flux()).singleOrEmpty();
    }

    /** How far each chain had come: its last seal, and the last record that arrived. */
    private record Traces(Map<UUID, Seal> seals, Map<UUID, Long> reached) {}

    private static Report report(List<Chain> chains, long unchained, List<String> unreadable) {
        boolean intact = unreadable.isEmpty()
                && chains.stream().allMatch(chain -> chain.broken().isEmpty());
        long records = chains.stream().mapToLong(Chain::records).sum();
        return new Report(
                intact,
                records,
                unchained,
                unreadable.stream()
                        .map(text -> "not a seal: " + shortened(text))
                        .toList(),
                chains);
    }

    /** What was seen: every chain that has a record, by its spool, and how many records are in none. */
    private final class Pass {
        private final Map<UUID, ChainCheck> checks = new LinkedHashMap<>();
        private final List<Seal> given;
        private long unchained;

        Pass(List<Seal> given) {
            this.given = given;
        }

        void next(SealedRow row) {
            checks.computeIfAbsent(row.record().spool(), spool -> new ChainCheck(spool, keys, given))
                    .next(row);
        }
    }

    private Mono<Pass> pass(Optional<Instant> since, List<Seal> given, Consumer<Chained> watcher) {
        return Mono.defer(() -> {
            Pass seen = new Pass(given);
            return table.records(since)
                    .doOnNext(row -> row.ifPresentOrElse(
                            chained -> {
                                seen.next(chained);
                                watcher.accept(chained.record());
                            },
                            () -> seen.unchained++))
                    // All of them first: their connection is not held while it is asked over another what they follow.
                    .then(Flux.fromIterable(seen.checks.values())
                            .concatMap(check -> begin(check, since))
                            .then())
                    .thenReturn(seen);
        });
    }

    private Mono<Void> begin(ChainCheck check, Optional<Instant> since) {
        return Mono.justOrEmpty(check.head())
                .flatMap(head -> before(head, since))
                .doOnNext(check::follows)
                .then();
    }

    private Mono<ChainEnd> before(Chained head, Optional<Instant> since) {
        long sequence = head.sequence() - 1;
        return seals.at(head.spool(), sequence)
                .filter(seal -> seal.isGenuine(keys))
                .map(Seal::hash)
                .switchIfEmpty(since.isPresent() ? table.hashBefore(head) : Mono.empty())
                .map(hash -> new ChainEnd(head.spool(), sequence, hash, 0));
    }

    /** Those with records in the order of their first; after them those that have left another trace. */
    private List<Chain> chains(Map<UUID, ChainCheck> checks, Optional<Instant> since, List<Seal> given, Traces traces) {
        Set<UUID> spools = new LinkedHashSet<>(checks.keySet());
        spools.addAll(traces.reached.keySet());
        spools.addAll(traces.seals.keySet());
        given.forEach(seal -> spools.add(seal.spool()));
        return spools.stream()
                .map(spool -> {
                    Optional<Seal> last = Optional.ofNullable(traces.seals.get(spool));
                    long reached = traces.reached.getOrDefault(spool, 0L);
                    ChainCheck check = checks.get(spool);
                    return check == null ? emptied(spool, since, given, last, reached) : check.end(last, reached);
                })
                .toList();
    }

    /** No record is left (of this time): right after retention, wrong if a seal from elsewhere stands for later ones. */
    private Chain emptied(UUID spool, Optional<Instant> since, List<Seal> given, Optional<Seal> last, long reached) {
        ChainCheck check = new ChainCheck(spool, keys, given);
        check.rests(last.map(seal -> new ChainEnd(spool, seal.sequence(), seal.hash(), 0))
                .orElseGet(() -> ChainEnd.beginning(spool)));
        Chain chain = check.end(Optional.empty(), reached);
        boolean isCut = since.isEmpty() && chain.broken().isEmpty() && reached > chain.last();
        return isCut ? broken(chain, "records up to " + reached + " are missing, and no seal stands there") : chain;
    }

    private static Chain broken(Chain chain, String how) {
        return new Chain(
                chain.spool,
                chain.first,
                chain.from,
                chain.last,
                chain.to,
                chain.records,
                chain.seals,
                Optional.of(how));
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
