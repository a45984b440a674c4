package dev.mcpgateway.limit;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Redis;

/** The buckets all gateways share: any number of asks in one trip, granted together or not at all. */
@Component
final class SharedBuckets {
    private static final int PER_ASK = 6;
    private static final int MOST_AT_ONCE = 100;

    private final Script<List<Long>> take;
    private final Script<List<Long>> look;
    private final Script<Long> reset;
    private final Script<Long> give;

    SharedBuckets(Redis redis) {
        this.take = new Script<>(redis, "take.lua", ScriptOutputType.MULTI);
        this.look = new Script<>(redis, "look.lua", ScriptOutputType.MULTI);
        this.reset = new Script<>(redis, "reset.lua", ScriptOutputType.INTEGER);
        this.give = new Script<>(redis, "give.lua", ScriptOutputType.INTEGER);
    }

    /**
     * What the buckets said.
     *
     * @param over the place of the ask that did not fit, from 1; 0 if all did; below 0 that of an unknown counter
     */
    record Answer(int over, List<Long> numbers) {
        long granted(int ask) {
            return numbers.get(1 + 2 * ask);
        }

        /** How full the bucket is now. */
        long level(int ask) {
            return numbers.get(2 + 2 * ask);
        }
    }

    Mono<Answer> take(List<Ask> asks) {
        String[] keys = new String[asks.size()];
        String[] amounts = new String[asks.size() * PER_ASK];
        for (int i = 0; i < keys.length; i++) {
            Ask ask = asks.get(i);
            keys[i] = ask.charge().key();
            amounts[PER_ASK * i] = Long.toString(ask.charge().allowance().interval());
            amounts[PER_ASK * i + 1] = Long.toString(ask.charge().allowance().depth());
            amounts[PER_ASK * i + 2] = Long.toString(ask.owed());
            amounts[PER_ASK * i + 3] = Long.toString(ask.must());
            amounts[PER_ASK * i + 4] = Long.toString(ask.want());
            amounts[PER_ASK * i + 5] = Long.toString(ask.seed());
        }
        return take.call(keys, amounts).map(numbers -> new Answer(Math.toIntExact(numbers.get(0)), numbers));
    }

    /** How full each bucket is, {@code -1} for one that Redis does not know. */
    Mono<List<Long>> levels(List<Charge> charges) {
        String[] keys = charges.stream().map(Charge::key).toArray(String[]::new);
        String[] intervals = charges.stream()
                .map(charge -> Long.toString(charge.allowance().interval()))
                .toArray(String[]::new);
        return keys.length == 0 ? Mono.just(List.of()) : look.call(keys, intervals);
    }

    /** Makes a bucket full again. */
    Mono<Void> reset(Charge charge) {
        return reset.call(
                        new String[] {charge.key()},
                        Long.toString(charge.allowance().interval()))
                .then();
    }

    /** What is left of a lease. */
    record Unspent(Allowance allowance, String key, long units) {}

    /** Gives units back that were taken in advance: one trip for those of a tenant, up to {@value #MOST_AT_ONCE}. */
    Mono<Void> give(List<Unspent> all) {
        return Flux.fromIterable(all)
                .groupBy(unspent -> tag(unspent.key()), Math.max(1, all.size()))
                .flatMap(
                        ofTenant -> ofTenant.buffer(MOST_AT_ONCE).concatMap(this::giveTogether),
                        Math.max(1, all.size()))
                .then();
    }

    private Mono<Long> giveTogether(List<Unspent> some) {
        String[] keys = some.stream().map(Unspent::key).toArray(String[]::new);
        String[] amounts = some.stream()
                .flatMap(unspent ->
                        Stream.of(Long.toString(unspent.allowance().interval()), Long.toString(unspent.units())))
                .toArray(String[]::new);
        return give.call(keys, amounts);
    }

    /** Keys of one call must be of one slot, should Redis be a cluster: what stands in braces decides. */
    private static String tag(String key) {
        return key.substring(0, key.indexOf('}') + 1);
    }
}
