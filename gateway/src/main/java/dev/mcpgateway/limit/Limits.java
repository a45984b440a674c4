package dev.mcpgateway.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.LimitSpec;
import dev.mcpgateway.config.LimitSpec.Group;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.PolicySpec.Target;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.wire.McpMethod;

/**
 * The limits of one plan: which apply to a call, and under which key each counts it. What applies to a tool that
 * tools.yaml lists is picked out beforehand.
 */
final class Limits {
    private static final int MOST_SHOWN = 1_000;

    /** A limit by number at the same time. */
    private record Room(LimitSpec spec, int most) {}

    /** What a concurrency limit asks of one call. */
    record Slot(LimitSpec limit, String key, int most) {}

    /** The limits that apply to one thing. */
    private record Applying(List<Allowance> allowances, List<Room> rooms) {}

    private final List<Allowance> allowances = new ArrayList<>();
    private final List<Room> rooms = new ArrayList<>();
    private final List<Allowance> atTheDoor;
    private final Map<String, Map<String, Applying>> toTools = new HashMap<>();

    Limits(Plan plan) {
        for (LimitSpec spec : plan.limits()) {
            Allowance.of(spec).ifPresent(allowances::add);
            most(spec).ifPresent(most -> rooms.add(new Room(spec, most)));
        }
        atTheDoor = allowances.stream()
                .filter(allowance -> allowance.spec().beforeAuth())
                .toList();
        allowances.removeAll(atTheDoor);
        for (ServerSpec server : plan.servers().values()) {
            Map<String, Applying> ofTools = new HashMap<>();
            server.tools().keySet().forEach(tool -> ofTools.put(tool, applying(server, Group.CALL, Kind.TOOL, tool)));
            toTools.put(server.name(), ofTools);
        }
    }

    /** Whatever a caller may use up, on every tool that tools.yaml lists. */
    List<Charge> everyCharge(Caller caller, Plan plan, Instant now) {
        Map<String, Charge> charges = new LinkedHashMap<>();
        for (Allowance allowance : allowances) {
            for (ServerSpec server : plan.servers().values()) {
                for (String tool : server.tools().keySet()) {
                    LimitSpec spec = allowance.spec();
                    if (spec.groups().stream().anyMatch(group -> applies(spec, server, group, Kind.TOOL, tool))) {
                        Who who = who(caller, server.name() + "/" + tool, "");
                        charges.putIfAbsent(
                                allowance.key(who, now), new Charge(allowance, allowance.key(who, now), 1, who));
                    }
                }
            }
        }
        return charges.values().stream().limit(MOST_SHOWN).toList();
    }

    boolean anyAtTheDoor() {
        return !atTheDoor.isEmpty();
    }

    List<Charge> atTheDoor(String address, Instant now) {
        Who who = Who.at(address);
        return atTheDoor.stream()
                .map(allowance -> new Charge(allowance, allowance.key(who, now), 1, who))
                .toList();
    }

    List<Charge> charges(McpCall call, Instant now) {
        List<Allowance> applying = applying(call).allowances;
        if (applying.isEmpty()) {
            return List.of();
        }
        Who who = who(call);
        List<Charge> charges = new ArrayList<>(applying.size());
        for (Allowance allowance : applying) {
            charges.add(new Charge(allowance, allowance.key(who, now), cost(allowance, call), who));
        }
        return charges;
    }

    List<Slot> slots(McpCall call) {
        List<Room> applying = applying(call).rooms;
        if (applying.isEmpty()) {
            return List.of();
        }
        Who who = who(call);
        List<Slot> wanted = new ArrayList<>(applying.size());
        for (Room room : applying) {
            wanted.add(new Slot(room.spec, Allowance.key(room.spec, who), room.most));
        }
        return wanted;
    }

    static Who who(Caller caller, String target, String address) {
        return new Who(caller.tenant(), caller.key(), caller.subject(), target, address);
    }

    private static Who who(McpCall call) {
        return who(call.caller(), target(call), call.origin().address());
    }

    /** A task's id is no tool's name, and nobody has said yet that there is such a task: one bucket for all of them. */
    private static String target(McpCall call) {
        McpMethod method = call.message().method();
        return method.kind() == McpMethod.Kind.TASK ? call.server().name() + "/" + method.wire() : call.target();
    }

    private static long cost(Allowance allowance, McpCall call) {
        return allowance.inCost() ? call.tool().map(ServerSpec.Tool::cost).orElse(1) : 1;
    }

    private Applying applying(McpCall call) {
        McpMethod.Kind asked = call.message().method().kind();
        Group group = Group.of(asked);
        Kind kind = call.message().kind();
        @Nullable
        String name =
                asked == McpMethod.Kind.TASK ? null : call.message().name().orElse(null);
        if (group == Group.CALL && kind == Kind.TOOL && name != null) {
            Applying known =
                    toTools.getOrDefault(call.server().name(), Map.of()).get(name);
            if (known != null) {
                return known;
            }
        }
        return applying(call.server(), group, kind, name);
    }

    private Applying applying(ServerSpec server, Group group, Kind kind, @Nullable String name) {
        return new Applying(
                allowances.stream()
                        .filter(allowance -> applies(allowance.spec(), server, group, kind, name))
                        .toList(),
                rooms.stream()
                        .filter(room -> applies(room.spec, server, group, kind, name))
                        .toList());
    }

    static boolean applies(LimitSpec limit, ServerSpec server, Group group, Kind kind, @Nullable String name) {
        if (!limit.groups().contains(group)) {
            return false;
        }
        if (limit.targets().isEmpty()) {
            return true;
        }
        for (Target target : limit.targets()) {
            if (name == null ? target.isAboutAll(server) : target.isAbout(server, kind, name)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> most(LimitSpec spec) {
        return spec.measure()
                .fold(rate -> Optional.empty(), quota -> Optional.empty(), room -> Optional.of(room.most()));
    }
}
