package dev.mcpgateway.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that fails on the operators' files says which lines to mend, and shows no stack trace. */
final class InvalidPlanAnalyzer extends AbstractFailureAnalyzer<InvalidPlan> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPlan cause) {
        return new FailureAnalysis(
                "The configuration is not usable:" + System.lineSeparator() + cause.getMessage(),
                "Mend the lines above, then start again. GATEWAY_CONFIG_DIR names the folder that was read.",
                cause);
    }
}
