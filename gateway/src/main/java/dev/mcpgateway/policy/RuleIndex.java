package dev.mcpgateway.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.PolicySpec;
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Rule;

/**
 * The rules about one thing, found by whom they are for. Each stands under the sharpest name it has, a user, a tenant or
 * a role, so that ten thousand rules for others are never looked at.
 */
final class RuleIndex {
    static final RuleIndex NONE = new RuleIndex(List.of());

    /** Both in the order of the file. */
    private record Bucket(List<CompiledRule> allows, List<CompiledRule> denies) {
        List<CompiledRule> with(Effect effect) {
            return effect == Effect.ALLOW ? allows : denies;
        }
    }

    private final Map<String, Bucket> byUser = new HashMap<>();
    private final Map<String, Bucket> byTenant = new HashMap<>();
    private final Map<String, Bucket> byRole = new HashMap<>();

    RuleIndex(Collection<CompiledRule> rules) {
        for (CompiledRule compiled : rules) {
            Rule rule = compiled.rule();
            if (isExact(rule.when().users())) {
                rule.when().users().forEach(user -> add(byUser, user.pattern(), compiled));
            } else if (rule.overlayOf().isPresent()) {
                add(byTenant, rule.overlayOf().get(), compiled);
            } else if (isExact(rule.when().tenants())) {
                rule.when().tenants().forEach(tenant -> add(byTenant, tenant.pattern(), compiled));
            } else {
                compiled.holders().forEach(role -> add(byRole, role, compiled));
            }
        }
    }

    /** The first rule of this effect that applies. */
    @Nullable
    CompiledRule first(Effect effect, Use use) {
        CompiledRule first = first(byRole.get(PolicySpec.ANYBODY), effect, use, null);
        for (String role : use.caller().roles()) {
            first = first(byRole.get(role), effect, use, first);
        }
        first = first(byTenant.get(use.caller().tenant()), effect, use, first);
        return first(byUser.get(use.caller().subject()), effect, use, first);
    }

    private static @Nullable CompiledRule first(
            @Nullable Bucket bucket, Effect effect, Use use, @Nullable CompiledRule before) {
        if (bucket == null) {
            return before;
        }
        List<CompiledRule> rules = bucket.with(effect);
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule rule = rules.get(i);
            if (before != null && before.place() <= rule.place()) {
                return before;
            }
            if (rule.applies(use)) {
                return rule;
            }
        }
        return before;
    }

    private static boolean isExact(List<Glob> globs) {
        return !globs.isEmpty() && globs.stream().allMatch(Glob::isLiteral);
    }

    private static void add(Map<String, Bucket> buckets, String key, CompiledRule rule) {
        buckets.computeIfAbsent(key, none -> new Bucket(new ArrayList<>(), new ArrayList<>()))
                .with(rule.rule().effect())
                .add(rule);
    }
}
