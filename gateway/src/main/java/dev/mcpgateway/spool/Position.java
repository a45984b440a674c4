package dev.mcpgateway.spool;

/** A place between two entries. */
public record Position(long segment, int offset) implements Comparable<Position> {
    static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        return segment != other.segment ? Long.compare(segment, other.segment) : Integer.compare(offset, other.offset);
    }
}
