package dev.mcpgateway.bench;

import java.util.Optional;

/** How much of the machine is in use, and how much of that by somebody else, from the moment this is made. */
final class Noise {
    private final Optional<Stores> stores;
    private final long started = System.nanoTime();
    private final double machine = ProcessUse.machineCpuSeconds();
    private final double ours;

    Noise(Optional<Stores> stores) {
        this.stores = stores;
        this.ours = ours();
    }

    /** Somebody else's, of all cores, from 0 to 1. */
    double share() {
        return Math.max(0, ofTheMachine(ProcessUse.machineCpuSeconds() - machine - (ours() - ours)));
    }

    /** Everybody's together, this run's own among them. */
    double busy() {
        return ofTheMachine(ProcessUse.machineCpuSeconds() - machine);
    }

    private double ofTheMachine(double cpuSeconds) {
        double seconds = (System.nanoTime() - started) / 1e9;
        return cpuSeconds / seconds / Runtime.getRuntime().availableProcessors();
    }

    /** Everything this run has started; Postgres has left our tree. */
    private double ours() {
        return ProcessUse.ofTree(ProcessHandle.current()).cpuSeconds()
                + stores.map(Stores::postgresUse).orElse(ProcessUse.NONE).cpuSeconds();
    }
}
