package dev.mcpgateway.spool;

/**
 * How large a spool may become, in files of which size.
 *
 * @param most bytes on disk
 */
public record Shape(long most, int segment) {
    public static final long LEAST = 4L * 1024 * 1024;

    /** The largest content of one entry. */
    public static final int LARGEST_CONTENT = 96 * 1024;

    private static final int LARGEST_SEGMENT = 16 * 1024 * 1024;
    private static final int LEAST_SEGMENTS = 8;

    /** Few and large, but always several: room comes back one file at a time. */
    public static Shape of(long most) {
        if (most < LEAST) {
            throw new IllegalArgumentException("a spool needs at least " + LEAST + " bytes");
        }
        return new Shape(most, (int) Math.min(LARGEST_SEGMENT, most / LEAST_SEGMENTS));
    }

    int segments() {
        return (int) (most / segment);
    }
}
