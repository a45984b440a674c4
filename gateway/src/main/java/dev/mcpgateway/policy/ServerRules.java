package dev.mcpgateway.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.config.Glob;
import dev.mcpgateway.config.PolicySpec.Effect;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/** The rules that can speak about one server, picked out beforehand for each tool it lists and for each method. */
final class ServerRules {
    /** As many as a refusal names. */
    private static final int HINTS = 3;

    private final ServerSpec server;
    private final List<CompiledRule> ours;
    private final RuleIndex anything;
    private final Map<String, List<CompiledRule>> openers = new HashMap<>();
    private final Map<String, RuleIndex> byTool = new HashMap<>();
    private final Map<McpMethod, RuleIndex> byMethod = new EnumMap<>(McpMethod.class);
    private final Map<Kind, Unlisted> unlisted = new EnumMap<>(Kind.class);

    ServerRules(ServerSpec server, List<CompiledRule> rules) {
        this.server = server;
        this.ours = rules.stream()
                .filter(rule -> rule.rule().targets().stream()
                        .anyMatch(target -> target.server().matches(server.name())))
                .toList();
        this.anything = new RuleIndex(ours);
        for (ServerSpec.Tool tool : server.tools().values()) {
            byTool.put(tool.name(), about(ours, target -> isAbout(target, tool)));
            openers.put(
                    tool.name(),
                    ours.stream()
                            .filter(rule -> rule.rule().effect() == Effect.ALLOW
                                    && rule.rule().targets().stream().anyMatch(target -> isAbout(target, tool)))
                            .limit(HINTS)
                            .toList());
        }
        for (McpMethod method : McpMethod.values()) {
            RuleIndex index = about(
                    ours,
                    target -> isOfServer(target, Kind.METHOD) && target.name().matches(method.wire()));
            if (index != RuleIndex.NONE) {
                byMethod.put(method, index);
            }
        }
        server.anyTool()
                .ifPresent(tool -> unlisted.put(
                        Kind.TOOL, new Unlisted(ours, target -> isOfServer(target, Kind.TOOL) && fits(target, tool))));
        for (Kind kind : List.of(Kind.PROMPT, Kind.RESOURCE)) {
            unlisted.put(kind, new Unlisted(ours, target -> isOfServer(target, kind)));
        }
    }

    /** Deny wins; of rules that decide alike, the first in the file is named. Null where no rule speaks. */
    @Nullable
    CompiledRule decide(Use use) {
        RuleIndex ofMethod = byMethod.getOrDefault(use.method(), RuleIndex.NONE);
        if (use.kind() == Kind.METHOD) {
            CompiledRule deny = ofMethod.first(Effect.DENY, use);
            return deny != null ? deny : granted(ofMethod, use);
        }
        RuleIndex listed = use.kind() == Kind.TOOL ? byTool.get(use.name()) : null;
        if (listed != null) {
            CompiledRule deny = earlier(listed.first(Effect.DENY, use), ofMethod.first(Effect.DENY, use));
            return deny != null ? deny : earlier(listed.first(Effect.ALLOW, use), ofMethod.first(Effect.ALLOW, use));
        }
        Unlisted others = unlisted.get(use.kind());
        if (others == null) {
            // A tool that tools.yaml does not know is nobody's to allow, whatever a pattern says.
            return null;
        }
        CompiledRule deny = earlier(others.first(Effect.DENY, use), ofMethod.first(Effect.DENY, use));
        return deny != null ? deny : earlier(others.first(Effect.ALLOW, use), ofMethod.first(Effect.ALLOW, use));
    }

    /** What names nothing (opening, listing) needs any grant on the server; a use without a name, one of its method. */
    private @Nullable CompiledRule granted(RuleIndex ofMethod, Use use) {
        return use.method().kind() == McpMethod.Kind.USE
                ? ofMethod.first(Effect.ALLOW, use)
                : anything.first(Effect.ALLOW, use);
    }

    /** Every rule about this use, whoever it is for, in the order of the file. Looks at all of them: not for calls. */
    List<CompiledRule> about(Use use) {
        return ours.stream()
                .filter(rule -> rule.rule().targets().stream().anyMatch(target -> concerns(target, rule, use)))
                .toList();
    }

    /** Some rules that would allow this tool to somebody. */
    List<CompiledRule> openers(Use use) {
        return use.kind() == Kind.TOOL ? openers.getOrDefault(use.name(), List.of()) : List.of();
    }

    private boolean concerns(Target target, CompiledRule rule, Use use) {
        if (!target.server().matches(server.name())) {
            return false;
        }
        if (target.kind() == Kind.METHOD && target.name().matches(use.method().wire())) {
            return true;
        }
        if (use.kind() == Kind.METHOD) {
            return use.method().kind() != McpMethod.Kind.USE && rule.rule().effect() == Effect.ALLOW;
        }
        return target.kind() == use.kind()
                && target.name().matches(use.name())
                && (use.kind() != Kind.TOOL
                        || server.tool(use.name())
                                .map(tool -> fits(target, tool))
                                .orElse(false));
    }

    private interface Matcher {
        boolean matches(Target target);
    }

    private static RuleIndex about(List<CompiledRule> rules, Matcher matcher) {
        List<CompiledRule> about = rules.stream()
                .filter(rule -> rule.rule().targets().stream().anyMatch(matcher::matches))
                .toList();
        return about.isEmpty() ? RuleIndex.NONE : new RuleIndex(about);
    }

    private boolean isAbout(Target target, ServerSpec.Tool tool) {
        return isOfServer(target, Kind.TOOL) && target.name().matches(tool.name()) && fits(target, tool);
    }

    private boolean isOfServer(Target target, Kind kind) {
        return target.kind() == kind && target.server().matches(server.name());
    }

    private static boolean fits(Target target, ServerSpec.Tool tool) {
        return target.category().map(tool.categories()::contains).orElse(true)
                && target.risk().map(risk -> risk == tool.risk()).orElse(true);
    }

    private static @Nullable CompiledRule earlier(@Nullable CompiledRule a, @Nullable CompiledRule b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.place() <= b.place() ? a : b;
    }

    /** Rules about names that tools.yaml does not list: by the name itself where they say it, else by pattern. */
    private static final class Unlisted {
        private final Map<String, RuleIndex> byName = new HashMap<>();
        private final RuleIndex byPattern;

        Unlisted(List<CompiledRule> rules, Matcher matcher) {
            Map<String, List<CompiledRule>> exact = new HashMap<>();
            List<CompiledRule> patterns = new ArrayList<>();
            for (CompiledRule rule : rules) {
                List<Glob> names = new ArrayList<>();
                for (Target target : rule.rule().targets()) {
                    if (matcher.matches(target) && target.name().isLiteral()) {
                        exact.computeIfAbsent(target.name().pattern(), none -> new ArrayList<>())
                                .add(rule);
                    } else if (matcher.matches(target)) {
                        names.add(target.name());
                    }
                }
                if (!names.isEmpty()) {
                    patterns.add(rule.naming(List.copyOf(names)));
                }
            }
            exact.forEach((name, named) -> byName.put(name, new RuleIndex(named)));
            byPattern = new RuleIndex(patterns);
        }

        @Nullable
        CompiledRule first(Effect effect, Use use) {
            return earlier(
                    byName.getOrDefault(use.name(), RuleIndex.NONE).first(effect, use), byPattern.first(effect, use));
        }
    }
}
