package dev.mcpgateway.local;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.process.Tier;

/** What the stack is made of. */
enum Service {
    POSTGRES(Tier.STORE, 0, null),
    REDIS(Tier.STORE, 0, null),
    ISSUER(Tier.BACKEND, 8010, "deploy/issuer"),
    CALCULATOR(Tier.BACKEND, 8091, "tool-calculator"),
    DOCS(Tier.BACKEND, 8092, "tool-docgen"),
    GIT(Tier.BACKEND, 8093, "tool-git"),
    GATEWAY(Tier.GATEWAY, 8000, "gateway");

    static final Set<Service> TOOLS = EnumSet.of(CALCULATOR, DOCS, GIT);

    private final Tier tier;
    private final int port;
    private final Optional<String> module;

    Service(Tier tier, int port, @Nullable String module) {
        this.tier = tier;
        this.port = port;
        this.module = Optional.ofNullable(module);
    }

    Tier tier() {
        return tier;
    }

    /** Where it listens by default; 0 for the stores, which take any free port. */
    int defaultPort() {
        return port;
    }

    /** Its folder in the source tree; empty for the stores. */
    Optional<String> module() {
        return module;
    }

    boolean isTool() {
        return TOOLS.contains(this);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What tools.yaml calls the secret between the gateway and this tool. */
    String secretName() {
        return name() + "_GATEWAY_SECRET";
    }

    static Service named(String word) {
        return Arrays.stream(values())
                .filter(service -> service.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no service '%s': --only knows %s.".formatted(word, words())));
    }

    private static String words() {
        return List.of(values()).stream().map(Service::word).collect(Collectors.joining(", "));
    }
}
