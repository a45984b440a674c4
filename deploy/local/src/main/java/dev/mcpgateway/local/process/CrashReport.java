package dev.mcpgateway.local.process;

import java.nio.file.Path;
import java.util.List;

/** The paragraph about a child that ended on its own: which, how, its last words, and what happens now. */
record CrashReport(String name, int exitCode, List<String> lastLines, Path log) {
    private static final int SIGNALLED = 128;

    String saying(String consequence) {
        StringBuilder text = new StringBuilder("\n")
                .append(name)
                .append(" ended on its own: ")
                .append(cause())
                .append('.');
        if (lastLines.isEmpty()) {
            text.append(" It said nothing.\n");
        } else {
            text.append(" Its last lines:\n");
            lastLines.forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.append("  Log: ")
                .append(log)
                .append('\n')
                .append("  ")
                .append(consequence)
                .toString();
    }

    private String cause() {
        int signal = exitCode - SIGNALLED;
        if (signal == 9) {
            return "killed (signal 9: somebody's kill -9, or the system ran out of memory)";
        }
        if (signal > 0 && signal < 65) {
            return "ended by signal " + signal + " (exit code " + exitCode + ")";
        }
        return "exit code " + exitCode;
    }
}
