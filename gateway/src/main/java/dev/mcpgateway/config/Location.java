package dev.mcpgateway.config;

/** Where an operator wrote something, so that a decision or a complaint can point there. */
public record Location(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
