package dev.mcpgateway.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.meter.Meters;
import dev.mcpgateway.meter.Metric;

/** Asks the candidate, policy.next.yaml, about every call that policy.yaml decides, and keeps where the two differ. */
@Component
public final class Shadow {
    private static final Logger log = LoggerFactory.getLogger("dev.mcpgateway.policy.next");
    private static final int KEPT = 100;

    private final Derived<Optional<Policy>> next;
    private final LongAdder same;
    private final LongAdder wouldRefuse;
    private final LongAdder wouldAllow;
    private final Deque<Difference> latest = new ArrayDeque<>();

    Shadow(Plans plans, Meters meters) {
        this.next = plans.derive(Policy::next);
        this.same = meters.counter(Metric.POLICY_NEXT, "same");
        this.wouldRefuse = meters.counter(Metric.POLICY_NEXT, "would_refuse");
        this.wouldAllow = meters.counter(Metric.POLICY_NEXT, "would_allow");
    }

    /** One call that the candidate would have decided otherwise. */
    public record Difference(
            String requestId, String tenant, String user, String target, boolean wouldAllow, Optional<Rule> by) {}

    /** What was found since this process began. */
    public record Findings(long same, long wouldRefuse, long wouldAllow, List<Difference> latest) {}

    public boolean isThere(Plan plan) {
        return next.of(plan).isPresent();
    }

    void compare(McpCall call, Use use, Decision real) {
        Optional<Policy> candidate = next.of(call.plan());
        if (candidate.isEmpty()) {
            return;
        }
        Decision other = candidate.get().decide(use);
        boolean isAllowed = real.isAllowed();
        if (isAllowed == other.isAllowed()) {
            same.increment();
            return;
        }
        (isAllowed ? wouldRefuse : wouldAllow).increment();
        Optional<Rule> by = other.fold(allow -> Optional.of(allow.by()), Decision.Deny::by);
        Difference difference = new Difference(
                call.origin().requestId(),
                call.caller().tenant(),
                call.caller().subject(),
                call.target(),
                !isAllowed,
                by);
        keep(difference);
        String says = "policy.next.yaml would " + (isAllowed ? "refuse" : "allow") + " it: "
                + by.map(rule -> "rule '" + rule.id() + "', " + rule.at()).orElse("no rule allows it");
        call.facts().detail(says);
        log.info("{} {}/{} {}: {}", difference.requestId(), difference.tenant(), difference.user(), call.label(), says);
    }

    public Findings findings() {
        synchronized (latest) {
            return new Findings(same.sum(), wouldRefuse.sum(), wouldAllow.sum(), List.copyOf(latest));
        }
    }

    private void keep(Difference difference) {
        synchronized (latest) {
            if (latest.size() == KEPT) {
                latest.removeLast();
            }
            latest.addFirst(difference);
        }
    }
}
