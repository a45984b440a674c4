package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A tool server whose calls are answered with a stream of an event a second, in one thread. Beside MCP it answers two
 * requests of the bench: {@code GET /state} and {@code POST /finish}.
 */
public final class StreamTool {
    private static final int BACKLOG = 4_096;
    private static final long TICK_MILLIS = 1;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Schedule<ToolConnection> streams = new Schedule<>(System.nanoTime());
    private final ToolConnection.Desk desk = new ToolConnection.Desk(streams);
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    private StreamTool(int port) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @param args the port on loopback */
    public static void main(String[] args) throws IOException {
        StreamTool tool = new StreamTool(Integer.parseInt(args[0]));
        while (tool.server.isOpen()) {
            tool.selector.select(tool::ready, TICK_MILLIS);
            tool.streams.upTo(System.nanoTime(), ToolConnection::turn);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ToolConnection connection) {
            connection.ready(in);
            return;
        }
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
                own.attach(new ToolConnection(channel, own, desk));
            }
        } catch (IOException e) {
            // One that was gone again; or no file may be opened any more, which whoever waits will notice.
            System.err.println("not accepted: " + e.getMessage());
        }
    }
}
