package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Records on their way to the database: filled by every event loop, emptied by one shipper. */
final class Spool {
    private final ConcurrentLinkedQueue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger depth = new AtomicInteger();
    private final List<ByteBuffer> inFlight = new ArrayList<>();
    private final int capacity;

    Spool(int capacity) {
        this.capacity = capacity;
    }

    boolean hasRoom() {
        return depth.get() < capacity;
    }

    void append(ByteBuffer record) {
        depth.incrementAndGet();
        waiting.add(record);
    }

    int depth() {
        return depth.get();
    }

    /** The next records, in order; the same again until they are {@link #shipped}. For the one shipper. */
    List<ByteBuffer> next(int most) {
        while (inFlight.size() < most) {
            ByteBuffer record = waiting.poll();
            if (record == null) {
                break;
            }
            inFlight.add(record);
        }
        return List.copyOf(inFlight);
    }

    /** What {@link #next} gave has arrived. */
    void shipped() {
        depth.addAndGet(-inFlight.size());
        inFlight.clear();
    }
}
