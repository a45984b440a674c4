package dev.mcpgateway.audit;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.audit.ChainTable.SealedRow;
import dev.mcpgateway.audit.Verification.Chain;

/** One chain, looked at record by record. What breaks it first is kept; what comes after a break proves nothing. */
final class ChainCheck {
    private final SealKeys keys;
    private final List<Seal> given;
    private final MessageDigest sha256 = Hash.sha256();
    private ChainEnd end;
    private long first;
    private @Nullable Instant from;
    private long records;
    private long seals;
    private @Nullable String broken;

    /**
     * @param before where the chain stands before the first record that will be shown
     * @param given seals of this chain that were kept elsewhere
     */
    ChainCheck(ChainEnd before, SealKeys keys, List<Seal> given) {
        this.end = before;
        this.keys = keys;
        this.given = given;
        for (Seal seal : given) {
            if (seal.sequence() == before.sequence()) {
                check(seal, before.hash());
            }
        }
    }

    void next(SealedRow row) {
        Chained record = row.record();
        if (broken != null) {
            return;
        }
        long expected = end.sequence() + 1;
        if (record.sequence() != expected) {
            broken = record.sequence() < expected
                    ? "record " + record.sequence() + " stands twice"
                    : missing(expected, record.sequence() - 1);
            return;
        }
        ChainEnd next = end.next(record.entry(), sha256);
        if (!next.hash().equals(record.hash())) {
            broken = "record " + record.sequence() + " (id " + record.entry().id() + ") was changed";
            return;
        }
        if (!row.hasItsPayload()) {
            broken = "the payload of record " + record.sequence() + " (id "
                    + record.entry().id()
                    + ") was changed, or its digest was made with a key that AUDIT_KEY does not name";
            return;
        }
        row.seal().ifPresent(stored -> check(stored, next.hash()));
        given.stream().filter(kept -> kept.sequence() == next.sequence()).forEach(kept -> check(kept, next.hash()));
        if (broken == null) {
            end = next;
            records++;
            first = first == 0 ? record.sequence() : first;
            from = from == null ? ColumnType.instant(record.entry().endedMicros()) : from;
        }
    }

    /**
     * There are no more records.
     *
     * @param last the last seal in the database
     * @param reached how far the gateway had brought this chain, as the database says
     */
    Chain end(Optional<Seal> last, long reached) {
        if (broken == null && reached > end.sequence() && records > 0) {
            broken = "the end is cut off: " + missing(end.sequence() + 1, reached) + ", which had arrived";
        }
        given.forEach(this::checkReach);
        if (records > 0) {
            last.ifPresent(this::checkReach);
        }
        UUID spool = end.spool();
        return new Chain(
                spool,
                first,
                Optional.ofNullable(from),
                end.sequence(),
                records == 0 ? Optional.empty() : Optional.of(ColumnType.instant(end.endedMicros())),
                records,
                seals,
                Optional.ofNullable(broken));
    }

    private void checkReach(Seal seal) {
        if (broken == null && seal.sequence() > end.sequence()) {
            broken = !seal.isGenuine(keys)
                    ? "the seal at record " + seal.sequence() + " is not genuine"
                    : "the end is cut off: " + missing(end.sequence() + 1, seal.sequence()) + ", for which a seal of "
                            + seal.at() + " stands";
        }
    }

    private void check(Seal seal, Hash hash) {
        if (!seal.isGenuine(keys)) {
            broken = keys.isTrusted(seal.key())
                    ? "the seal at record " + seal.sequence() + " is not genuine"
                    : "the seal at record " + seal.sequence() + " was made with key " + seal.key()
                            + ", which is not trusted here (AUDIT_TRUSTED_KEYS)";
        } else if (!seal.hash().equals(hash)) {
            broken = "the records up to " + seal.sequence() + " are not those that were sealed on " + seal.at();
        } else {
            seals++;
        }
    }

    private static String missing(long from, long to) {
        return from == to ? "record " + from + " is missing" : "records " + from + " to " + to + " are missing";
    }
}
