package dev.mcpgateway.limit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What this process knows of one bucket: what it holds of it in advance (a lease), what it let in lately, and whether
 * asking is any use. One short lock; nothing waits in it.
 */
final class Account {
    /** What becomes of a charge. */
    enum Step {
        PAID,
        /** Redis has to be asked. */
        ASK,
        /** Somebody else is asking for this bucket already. */
        WAIT,
        OVER
    }

    private static final double SLACK = 1.1;

    private final Allowance allowance;
    private final Who who;
    private final Lease lease;
    private final Refusal refusal = new Refusal();
    private final SteadyTime time = new SteadyTime();

    /** Units held in advance; below zero, units spent that Redis has yet to hear of. */
    private long left;

    /** What of that is on its way to Redis. */
    private long settling;

    private long waiting;
    private Sinks.@Nullable One<Boolean> asking;
    private boolean expiryWatched;

    /** When this process's own bucket of a rate is full again: what it let in, in case Redis forgets or is away. */
    private long ownFullAt;

    /** How full the shared bucket was when it was last asked, and when that was. */
    private long level = -1;

    private long levelAt;

    /** What was last written down of a counter with what Redis has yet to hear of: reading it back says nothing new. */
    private long written = -1;

    Account(Charge first) {
        this.allowance = first.allowance();
        this.who = first.who();
        this.lease = new Lease(allowance.leaseMicros());
    }

    Allowance allowance() {
        return allowance;
    }

    /** Whether this counts by the numbers of {@code asked}; a limit that was given others begins a new account. */
    boolean isFor(Allowance asked) {
        return allowance.interval() == asked.interval()
                && allowance.depth() == asked.depth()
                && allowance.acrossTenants() == asked.acrossTenants();
    }

    Who who() {
        return who;
    }

    /** Tries to pay from what is held here. {@code alone}: asks for itself rather than wait for others any longer. */
    synchronized Step spend(long cost, Instant at, int gateways, boolean alone) {
        long now = time.micros(at);
        if (ownLevel(now) + cost * allowance.interval() > allowance.depth() * SLACK + allowance.interval()) {
            return refuse(now, cost, allowance.wait(ownLevel(now), cost, at));
        }
        long slice = allowance.slice(gateways);
        boolean refused = refusal.holds(cost, now);
        boolean silent = refused && refusal.isFresh(now);
        if (slice == 0) {
            return silent ? Step.OVER : Step.ASK;
        }
        lease.asked(cost);
        // Nothing is spent ahead of a bucket that is used up: it would be overdrawn a little more with every refusal.
        long floor = allowance.acrossTenants() && !refused ? -slice : 0;
        if (left - settling - cost >= floor) {
            left -= cost;
            lease.spent(cost);
            waiting = Math.max(0, waiting - cost);
            return Step.PAID;
        }
        if (silent) {
            return Step.OVER;
        }
        if (asking == null || alone) {
            return Step.ASK;
        }
        waiting += cost;
        return Step.WAIT;
    }

    /** Gives back what {@link #spend} took, because another limit of the same call refused. */
    synchronized void unspend(long cost) {
        left += cost;
    }

    /** Remembers that a call was let in. Of a quota {@link #level} is remembered. */
    synchronized void letIn(long cost, Instant at) {
        if (allowance.isQuota()) {
            return;
        }
        ownFullAt = Math.max(ownFullAt, time.micros(at)) + cost * allowance.interval();
    }

    /** Whether the lease runs low, or what was spent ahead of it has to be settled. */
    synchronized boolean isLow() {
        return asking == null && (left < 0 || lease.isLow(left));
    }

    /** What to ask Redis for; {@code must} is what the asking call cannot do without. */
    synchronized Ask ask(Charge charge, long must, Instant at, int gateways) {
        long owed = Math.max(0, -left);
        left += owed;
        settling += owed;
        long slice = allowance.slice(gateways);
        long want = must;
        if (slice > 0 && asking == null) {
            asking = Sinks.one();
            // What calls wait for is spent the moment it comes; only what goes beyond is held in advance.
            want = Math.max(must + waiting, Math.min(lease.next(time.micros(at), slice), slice - left));
            waiting = 0;
        }
        return new Ask(this, charge, owed, must, want, -1);
    }

    /** Whether Redis answered what somebody is asking for this bucket. */
    synchronized Mono<Boolean> asked() {
        return asking == null ? Mono.just(true) : asking.asMono();
    }

    void granted(Ask ask, long units, long levelNow, Instant at) {
        Sinks.@Nullable One<Boolean> others;
        synchronized (this) {
            settling -= ask.owed();
            lease.granted(Math.max(0, left), time.micros(at));
            left += units - ask.must();
            note(levelNow, at);
            if (units > 0) {
                refusal.end();
            } else if (ask.want() > 0) {
                refuse(time.micros(at), 1, allowance.wait(levelNow, 1, at));
            }
            others = asking;
            asking = null;
        }
        wake(others, true);
    }

    /** Nothing was granted, but what was owed has been taken; {@code over}: because this bucket had too little. */
    void refused(Ask ask, long levelNow, boolean over, Instant at) {
        Sinks.@Nullable One<Boolean> others;
        synchronized (this) {
            settling -= ask.owed();
            note(levelNow, at);
            if (over) {
                refuse(time.micros(at), ask.must(), allowance.wait(levelNow, ask.must(), at));
            }
            others = asking;
            asking = null;
        }
        wake(others, true);
    }

    /** Nothing came of an ask; {@code answered}: but Redis would say if it were asked again. */
    void unasked(Ask ask, boolean answered) {
        Sinks.@Nullable One<Boolean> others;
        synchronized (this) {
            settling -= ask.owed();
            left -= ask.owed();
            others = asking;
            asking = null;
        }
        wake(others, answered);
    }

    /** Outside the lock: whoever waited goes on at once, to other accounts and their locks. */
    private static void wake(Sinks.@Nullable One<Boolean> others, boolean answered) {
        if (others != null) {
            others.tryEmitValue(answered);
        }
    }

    /** How long a charge that was {@link Step#OVER} has to wait. */
    synchronized Duration wait(Instant at) {
        return Duration.ofNanos(refusal.lasts(time.micros(at)) * 1_000);
    }

    private Step refuse(long now, long cost, long wait) {
        refusal.begin(cost, now, wait);
        return Step.OVER;
    }

    /** Pays from this process's share of the limit alone. */
    synchronized boolean spendOwnShare(long cost, Instant at, int gateways) {
        long now = time.micros(at);
        if (allowance.isQuota()) {
            long spent = Math.max(0, -left);
            if (Math.max(0, level) + (spent + cost) * gateways > allowance.depth()) {
                refuse(now, cost, allowance.wait(level, cost, at));
                return false;
            }
            left = -spent - cost;
            return true;
        }
        long price = cost * allowance.interval() * gateways;
        long depth = Math.max(allowance.depth(), price);
        if (ownLevel(now) + price > depth) {
            refuse(now, cost, ownLevel(now) + price - depth);
            return false;
        }
        ownFullAt = now + ownLevel(now) + price;
        return true;
    }

    synchronized void unspendOwnShare(long cost, int gateways) {
        if (allowance.isQuota()) {
            left += cost;
        } else {
            ownFullAt -= cost * allowance.interval() * gateways;
        }
    }

    /** Whether somebody has to look after this lease's end; true once per lease. */
    synchronized boolean needsWatch() {
        boolean needed = left > 0 && !expiryWatched;
        expiryWatched |= needed;
        return needed;
    }

    /** How long until the lease ends, in microseconds. */
    synchronized long leaseLasts(Instant at) {
        return lease.lasts(time.micros(at));
    }

    /** Takes out what an ended lease left unspent. */
    synchronized long takeUnspent() {
        long unspent = Math.max(0, left);
        left -= unspent;
        lease.ended(unspent);
        expiryWatched = false;
        return unspent;
    }

    /** How much is used, as far as is known here, from 0 to 1 and more. */
    synchronized double used(Instant at) {
        long now = time.micros(at);
        long shared = allowance.isQuota() ? counted() : Math.max(0, level - (now - levelAt));
        return Math.max(shared, ownLevel(now)) / (double) allowance.depth();
    }

    /** What to write down of a counter, what Redis has not heard of included. */
    synchronized long write() {
        written = counted();
        return written;
    }

    private long counted() {
        return Math.max(0, level) + settling + Math.max(0, -left);
    }

    /** Whether this is a counter of which nothing is known. */
    synchronized boolean isUnknown() {
        return allowance.isQuota() && level < 0;
    }

    /** Hears what was written down of a counter; answers what it stands at, as far as anybody here knows. */
    synchronized long learn(long counted) {
        if (counted > written) {
            level = Math.max(level, counted);
        }
        return level;
    }

    private void note(long levelNow, Instant at) {
        level = levelNow;
        levelAt = time.micros(at);
    }

    private long ownLevel(long now) {
        return Math.max(0, ownFullAt - now);
    }
}
