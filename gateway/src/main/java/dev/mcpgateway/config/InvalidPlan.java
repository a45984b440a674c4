package dev.mcpgateway.config;

import java.util.List;

/** The operators' files do not make a plan. Says every reason, each with file and line. */
final class InvalidPlan extends RuntimeException {
    InvalidPlan(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
    }
}
