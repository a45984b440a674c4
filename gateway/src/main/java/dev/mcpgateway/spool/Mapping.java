package dev.mcpgateway.spool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what maps a file. Left to the collector, a file that was deleted long ago keeps its room in memory and on
 * the disk until somebody looks through the old objects, which may take hours.
 */
final class Mapping {
    private static final Logger log = LoggerFactory.getLogger(Mapping.class);
    private static final Optional<MethodHandle> CLEANER = cleaner();

    private Mapping() {}

    /** Nobody may touch {@code mapped} from here on: it would end the process. */
    static void end(MappedByteBuffer mapped) {
        CLEANER.ifPresent(cleaner -> {
            try {
                cleaner.invoke((ByteBuffer) mapped);
            } catch (Throwable e) {
                log.warn("A file of the spool stays mapped until it is collected ({})", e.toString());
            }
        });
    }

    /** Java 22 has a way of its own; until then this is the one that the platform keeps open for libraries. */
    private static Optional<MethodHandle> cleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodType takesBuffer = MethodType.methodType(void.class, ByteBuffer.class);
            return Optional.of(MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", takesBuffer)
                    .bindTo(instance.get(null)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.warn("Files of the spool stay mapped until they are collected ({})", e.toString());
            return Optional.empty();
        }
    }
}
