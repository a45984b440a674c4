package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One stream from the request to its end, on a connection of its own. */
final class ClientStream {
    /** Of a client that stops reading: so that it shows soon. */
    private static final int SMALL_BUFFER = 4 * 1024;

    private final StreamGroup group;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader answer;
    private final ByteBuffer request;

    ClientStream(StreamGroup group, int port, byte[] request, Selector selector) throws IOException {
        this.group = group;
        this.answer = new AnswerReader(group.tally().stream());
        this.request = ByteBuffer.wrap(request);
        this.channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (group.stopsReading()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        }
        channel.configureBlocking(false);
        boolean isConnected = channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        key = channel.register(selector, isConnected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    }

    void ready(ByteBuffer in) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (key.isWritable()) {
                channel.write(request);
                key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            }
            if (key.isReadable()) {
                read(in.clear());
            }
        } catch (IOException e) {
            over();
            group.broken(this, String.valueOf(e.getMessage()));
        }
    }

    private void read(ByteBuffer in) throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the connection was closed before the result");
        }
        boolean hadBegun = answer.hasBegun();
        answer.read(in.flip());
        if (answer.hasBegun() && !hadBegun) {
            group.begun();
        }
        if (answer.isOver()) {
            over();
            group.over(this);
        } else if (answer.hasBegun() && group.stopsReading()) {
            key.interestOps(0);
        }
    }

    boolean hasBegun() {
        return answer.hasBegun();
    }

    /** Without a word, and without taking what is on its way: what a client does that was killed. */
    void leave() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        over();
    }

    private void over() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
