package dev.mcpgateway.server.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence why the server did not start, instead of a page of stack trace. */
final class MissingSecretAnalyzer extends AbstractFailureAnalyzer<SecretSource.MissingSecret> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretSource.MissingSecret cause) {
        return new FailureAnalysis("This tool has no gateway secret.", String.valueOf(cause.getMessage()), rootFailure);
    }
}
