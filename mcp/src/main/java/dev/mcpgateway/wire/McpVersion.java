package dev.mcpgateway.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The protocol versions we speak, newest first. */
public enum McpVersion {
    V2026_07_28("2026-07-28", Era.MODERN),
    V2025_11_25("2025-11-25", Era.LEGACY),
    V2025_06_18("2025-06-18", Era.LEGACY),
    V2025_03_26("2025-03-26", Era.LEGACY);

    /** Modern: every request stands alone and says its version. Legacy: {@code initialize} opens, a session may follow. */
    public enum Era {
        MODERN,
        LEGACY
    }

    /** What a request without a version header and without {@code _meta} speaks. */
    public static final McpVersion UNSAID = V2025_03_26;

    private static final List<String> SUPPORTED =
            Stream.of(values()).map(McpVersion::wire).toList();

    private final String wire;
    private final Era era;

    McpVersion(String wire, Era era) {
        this.wire = wire;
        this.era = era;
    }

    public String wire() {
        return wire;
    }

    public Era era() {
        return era;
    }

    public static Optional<McpVersion> of(String wire) {
        for (McpVersion version : values()) {
            if (version.wire.equals(wire)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** For {@code data.supported} of an unsupported-version error. */
    public static List<String> supported() {
        return SUPPORTED;
    }
}
