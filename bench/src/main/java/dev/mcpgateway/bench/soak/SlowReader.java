package dev.mcpgateway.bench.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Asks for a stream of large events and reads nothing of it. */
final class SlowReader {
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Socket socket = new Socket();

    SlowReader(int port, byte[] request) {
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side has given it up: what it finds, when it reads at last, comes to an end. */
    boolean wasCutOff() {
        try (socket) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            InputStream in = socket.getInputStream();
            long until = System.nanoTime() + PATIENCE.toNanos();
            byte[] bytes = new byte[64 * 1024];
            while (in.read(bytes) >= 0) {
                if (System.nanoTime() > until) {
                    return false;
                }
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
