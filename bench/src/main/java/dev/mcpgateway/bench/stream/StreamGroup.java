package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Streams that are opened one after the other and do the same. Of the clients' thread. */
final class StreamGroup {
    /** More of them at once would measure queues of connections that nobody has accepted yet. */
    private static final int MOST_UNANSWERED = 256;

    private final Way way;
    private final Plan plan;
    private final Tally tally = new Tally();
    private final Set<ClientStream> open = new HashSet<>();
    private final long beganAt = System.nanoTime();
    private int started;
    private int answered;

    /**
     * Where the streams lead.
     *
     * @param users their tokens; the streams take them in turn
     */
    record Way(int port, String path, List<String> users) {}

    /**
     * What is opened.
     *
     * @param perSecond how many
     * @param arguments of each call
     * @param stopsReading each, as soon as its answer has begun
     */
    record Plan(int streams, int perSecond, String arguments, boolean stopsReading) {
        /** These last until the tool is told to finish. */
        static Plan lasting(int streams) {
            return new Plan(streams, 1_000, Requests.streaming(0, 0), false);
        }
    }

    /**
     * How it stands.
     *
     * @param begun have or had an answer; or were refused
     */
    record State(int wanted, int started, int begun, int open, Tally.Sum sum) {
        boolean areAllBegun() {
            return begun == wanted;
        }

        boolean areAllOver() {
            return areAllBegun() && open == 0;
        }
    }

    StreamGroup(Way way, Plan plan) {
        this.way = way;
        this.plan = plan;
    }

    boolean stopsReading() {
        return plan.stopsReading();
    }

    Tally tally() {
        return tally;
    }

    /** Opens those whose time has come; says whether there are more to come. */
    boolean open(Selector selector, long now) {
        long due = 1 + (now - beganAt) * plan.perSecond() / 1_000_000_000;
        while (started < plan.streams() && started < due && started - answered < MOST_UNANSWERED) {
            String user = way.users().get(started % way.users().size());
            started++;
            try {
                byte[] request =
                        Requests.http(way.port(), way.path(), user, Requests.call(Requests.TOOL, plan.arguments()));
                open.add(new ClientStream(this, way.port(), request, selector));
            } catch (IOException e) {
                answered++;
                tally.broken("not opened: " + e.getMessage());
            }
        }
        return started < plan.streams();
    }

    void begun() {
        answered++;
    }

    void over(ClientStream stream) {
        open.remove(stream);
    }

    void broken(ClientStream stream, String why) {
        open.remove(stream);
        answered += stream.hasBegun() ? 0 : 1;
        tally.broken(why);
    }

    void leave() {
        open.forEach(ClientStream::leave);
        open.clear();
    }

    State state() {
        return new State(plan.streams(), started, answered, open.size(), tally.sum());
    }
}
