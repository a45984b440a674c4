package dev.mcpgateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a server that can go silent, as when a host loses its power or a firewall forgets a connection: nothing
 * passes any more, and neither side is told.
 */
public final class SilentLine implements AutoCloseable {
    private final ServerSocket door;
    private final InetAddress host;
    private final int port;
    private final Set<Socket> talking = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();

    private SilentLine(String host, int port) {
        try {
            this.host = InetAddress.getByName(host);
            this.port = port;
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::serve);
    }

    /** To the database of this URL; {@link #url} leads there over the line. */
    public static SilentLine to(String url) {
        URI uri = URI.create(url);
        return new SilentLine(uri.getHost(), uri.getPort());
    }

    public String url(String direct) {
        URI uri = URI.create(direct);
        return direct.replace(
                "@" + uri.getHost() + ":" + uri.getPort(),
                "@" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort());
    }

    /** What is connected now is so for ever and gets no answer; who connects from now on gets through. */
    public void goSilent() {
        silent.addAll(talking);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket from = door.accept();
                Socket to = new Socket(host, port);
                talking.add(from);
                talking.add(to);
                inBackground(() -> pump(from, to));
                inBackground(() -> pump(to, from));
            } catch (IOException e) {
                // Closed, which ends the loop; or nobody is there at the moment.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[8_192];
        try {
            int read = from.getInputStream().read(bytes);
            while (read >= 0) {
                if (!silent.contains(from)) {
                    to.getOutputStream().write(bytes, 0, read);
                }
                read = from.getInputStream().read(bytes);
            }
        } catch (IOException e) {
            // One side broke off.
        }
        if (!silent.contains(from)) {
            close(from);
            close(to);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "silent-line");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is closed already.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        talking.forEach(SilentLine::close);
    }
}
