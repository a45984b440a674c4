package dev.mcpgateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
        List<Optional<Seal>> parsed = kept.stream().map(Seal::parse).toList();
        List<Seal> given = parsed.stream().flatMap(Optional::stream).toList();
        List<String> unreadable =
                kept.stream().filter(text -> Seal.parse(text).isEmpty()).toList();
        Mono<Report> report = table.spools()
                .concatWith(Flux.fromIterable(given).map(Seal::spool))
                .distinct()
                // All of them first: their connection is not held while their chains are read over another.
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(spool -> chain(spool, since, given))
                .collectList()
                .flatMap(chains -> table.unchained().map(unchained -> report(chains, unchained, unreadable)));
        return readers.admit(report.flux()).singleOrEmpty();
    }

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

    private Mono<Chain> chain(UUID spool, Optional<Instant> since, List<Seal> given) {
        List<Seal> ours =
                given.stream().filter(seal -> seal.spool().equals(spool)).toList();
        // Asked first: what arrives while the records are read lies beyond, and is not missed.
        return reach(spool)
                .flatMap(reach -> table.firstSequence(spool, since)
                        .flatMap(first -> before(spool, first, since)
                                .flatMap(before -> check(new ChainCheck(before, keys, ours), spool, since, reach))
                                .switchIfEmpty(Mono.fromSupplier(() -> headless(spool, first))))
                        .switchIfEmpty(Mono.fromSupplier(() -> emptied(spool, since, ours, reach))));
    }

    /** How far a chain had come: its last seal, and the last record that arrived. */
    private record Reach(Optional<Seal> seal, long sequence) {}

    private Mono<Reach> reach(UUID spool) {
        return Mono.zip(seals.last(spool).map(Optional::of).defaultIfEmpty(Optional.empty()), table.reached(spool))
                .map(both -> new Reach(both.getT1(), both.getT2()));
    }

    private Mono<Chain> check(ChainCheck check, UUID spool, Optional<Instant> since, Reach reach) {
        return table.records(spool, since)
                .doOnNext(check::next)
                .then(Mono.fromSupplier(() -> check.end(reach.seal(), reach.sequence())));
    }

    /** No record is left (of this time): right after retention, wrong if a seal from elsewhere stands for later ones. */
    private Chain emptied(UUID spool, Optional<Instant> since, List<Seal> given, Reach reach) {
        ChainEnd end = reach.seal()
                .map(seal -> new ChainEnd(spool, seal.sequence(), seal.hash(), 0))
                .orElseGet(() -> ChainEnd.beginning(spool));
        Chain chain = new ChainCheck(end, keys, given).end(Optional.empty(), reach.sequence());
        boolean isCut = since.isEmpty() && chain.broken().isEmpty() && reach.sequence() > end.sequence();
        return isCut
                ? broken(chain, "records up to " + reach.sequence() + " are missing, and no seal stands there")
                : chain;
    }

    private Mono<ChainEnd> before(UUID spool, long first, Optional<Instant> since) {
        if (first == 1) {
            return Mono.just(ChainEnd.beginning(spool));
        }
        return seals.at(spool, first - 1)
                .filter(seal -> seal.isGenuine(keys))
                .map(Seal::hash)
                .switchIfEmpty(since.isPresent() ? table.hash(spool, first - 1) : Mono.empty())
                .map(hash -> new ChainEnd(spool, first - 1, hash, 0));
    }

    private static Chain headless(UUID spool, long first) {
        return broken(
                new Chain(spool, first, Optional.empty(), first, Optional.empty(), 0, 0, Optional.empty()),
                "the records before " + first + " are missing, and no seal stands there");
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
