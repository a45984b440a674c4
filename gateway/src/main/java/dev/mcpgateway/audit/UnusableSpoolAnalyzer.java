package dev.mcpgateway.audit;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that fails on the spool's folder says which, and shows no stack trace. */
final class UnusableSpoolAnalyzer extends AbstractFailureAnalyzer<UnusableSpool> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSpool cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "GATEWAY_SPOOL_DIR must name a folder on a disk of this machine that this user may write to.",
                cause);
    }
}
