package dev.mcpgateway.server.boot;

import org.springframework.context.SmartLifecycle;

/** Runs something when the application begins to stop, before the web server does. */
final class LastCall implements SmartLifecycle {
    private final Runnable action;
    private volatile boolean running;

    LastCall(Runnable action) {
        this.action = action;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        action.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
