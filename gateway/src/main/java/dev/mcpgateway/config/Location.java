package dev.mcpgateway.config;

/** Where an operator wrote something, so that a decision or a complaint can point there; line 0 is a setting. */
public record Location(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
