package dev.mcpgateway.local.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Loopback ports: is one free, does one answer. */
public final class Ports {
    private static final int CONNECT_MILLIS = 1_000;

    private Ports() {}

    public static void requireFree(int port, String service) {
        if (!isFree(port)) {
            throw new Refusal(
                    ("Port %d (%s) is taken: stop what listens there, or move the whole stack with --port, for example"
                                    + " ./up --port 8200.")
                            .formatted(port, service));
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // A connection of the last run in TIME_WAIT does not make a port taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port nobody has now. The stores take one each start, so that they never collide with a database of the house. */
    public static int anyFree() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new Refusal("No free port on the loopback address: %s".formatted(none.getMessage()));
        }
    }

    public static boolean answers(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException silent) {
            return false;
        }
    }
}
