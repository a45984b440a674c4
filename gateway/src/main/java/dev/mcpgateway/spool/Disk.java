package dev.mcpgateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Gives a file its bytes. A seam for tests, where disks are full on request. */
@FunctionalInterface
interface Disk {
    /** By writing, since a file that is only made long has no room yet. */
    Disk REAL = (channel, size) -> {
        ByteBuffer zeros = ByteBuffer.allocateDirect(64 * 1024);
        for (long at = 0; at < size; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
            at += channel.write(zeros, at);
        }
        channel.force(true);
    };

    void fill(FileChannel channel, int size) throws IOException;
}
