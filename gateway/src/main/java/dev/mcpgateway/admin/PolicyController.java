package dev.mcpgateway.admin;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import tools.jackson.databind.JsonNode;

import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Rule;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.policy.Decision;
import dev.mcpgateway.policy.Explanation;
import dev.mcpgateway.policy.Explanation.Considered;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Shadow;
import dev.mcpgateway.policy.Use;

/** Why may somebody do something, or why not; and what the candidate policy would change. */
@RestController
final class PolicyController {
    private static final String RIGHT = "policy.read";

    private final Derived<Policy> policy;
    private final Shadow shadow;
    private final Rights rights;
    private final InstantSource clock;

    PolicyController(Derived<Policy> policy, Shadow shadow, Rights rights, InstantSource clock) {
        this.policy = policy;
        this.shadow = shadow;
        this.rights = rights;
        this.clock = clock;
    }

    @GetMapping("/admin/policy/explain")
    Map<String, Object> explain(ServerWebExchange exchange) {
        rights.require(RIGHT, exchange);
        return answer(PolicyQuestion.of(exchange.getRequest().getQueryParams()), exchange);
    }

    /** The same with arguments, which belong into no URL. */
    @PostMapping("/admin/policy/explain")
    Map<String, Object> explain(@RequestBody JsonNode body, ServerWebExchange exchange) {
        rights.require(RIGHT, exchange);
        return answer(PolicyQuestion.of(body), exchange);
    }

    @GetMapping("/admin/policy/next")
    Map<String, Object> next(ServerWebExchange exchange) {
        rights.require(RIGHT, exchange);
        Shadow.Findings findings = shadow.findings();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("loaded", shadow.isThere(CurrentCall.of(exchange).plan()));
        body.put("same", findings.same());
        body.put("wouldRefuse", findings.wouldRefuse());
        body.put("wouldAllow", findings.wouldAllow());
        body.put(
                "latest",
                findings.latest().stream().map(PolicyController::difference).toList());
        return body;
    }

    private Map<String, Object> answer(PolicyQuestion question, ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        Plan plan = current.plan();
        Use use = question.use(current.caller(), plan, clock.instant());
        Explanation explanation = policy.of(plan).explain(use);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("allowed", explanation.decision().isAllowed());
        decidedBy(explanation.decision()).ifPresent(rule -> body.put("rule", rule(rule)));
        body.put("needed", explanation.needed());
        body.put(
                "considered",
                explanation.considered().stream()
                        .map(PolicyController::considered)
                        .toList());
        question.oauthScopes(use).ifPresent(scopes -> body.put("oauthScopes", scopes));
        body.put("plan", plan.version());
        return body;
    }

    private static Optional<Rule> decidedBy(Decision decision) {
        return decision.fold(allow -> Optional.of(allow.by()), Decision.Deny::by);
    }

    private static Map<String, Object> considered(Considered one) {
        Map<String, Object> body = rule(one.rule());
        body.put("applies", one.applies());
        if (!one.applies()) {
            body.put("lacks", one.lacking());
        }
        return body;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", rule.id());
        body.put("at", rule.at().toString());
        body.put("effect", rule.effect().name().toLowerCase(Locale.ROOT));
        return body;
    }

    private static Map<String, Object> difference(Shadow.Difference difference) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requestId", difference.requestId());
        body.put("tenant", difference.tenant());
        body.put("user", difference.user());
        body.put("target", difference.target());
        body.put("would", difference.wouldAllow() ? "allow" : "refuse");
        difference.by().ifPresent(rule -> body.put("rule", rule(rule)));
        return body;
    }
}
