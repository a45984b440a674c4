package dev.mcpgateway.bench;

import java.util.Optional;

/** How much of the machine somebody else uses, from the moment this is made. */
final class Noise {
    private final Optional<Stores> stores;
    private final long started = System.nanoTime();
    private final double machine = ProcessUse.machineCpuSeconds();
    private final double ours;

    Noise(Optional<Stores> stores) {
        this.stores = stores;
        this.ours = ours();
    }

    /** Of all cores, from 0 to 1. */
    double share() {
        double seconds = (System.nanoTime() - started) / 1e9;
        double others = ProcessUse.machineCpuSeconds() - machine - (ours() - ours);
        return Math.max(0, others / seconds / Runtime.getRuntime().availableProcessors());
    }

    /** Everything this run has started; Postgres has left our tree. */
    private double ours() {
        return ProcessUse.ofTree(ProcessHandle.current()).cpuSeconds()
                + stores.map(Stores::postgresUse).orElse(ProcessUse.NONE).cpuSeconds();
    }
}
