package dev.mcpgateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one call on it. One thread may send and another receive. */
final class LoadConnection implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(16 * 1024);
    private final HttpAnswer answer = new HttpAnswer();
    private Question asked = new Question(new byte[0], Expected.exactly(new byte[0]));
    private long firstAt;

    /** Written last by who sends, and read first by who receives. */
    private volatile long sentAt;

    LoadConnection(int port) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** @param at when the clock of this call began to run */
    void send(Question question, ByteBuffer request, long at) throws IOException {
        answer.begin();
        asked = question;
        firstAt = 0;
        sentAt = at;
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("a request of " + request.limit() + " bytes did not fit into the socket's buffer");
        }
    }

    /** Takes what has arrived; true when the answer is whole. */
    boolean receive() throws IOException {
        if (sentAt == 0) {
            throw new IOException("bytes, or an end, that nobody has asked for");
        }
        arrived.clear();
        if (channel.read(arrived) < 0) {
            throw new IOException("the connection was closed before the answer was whole");
        }
        boolean isWhole = answer.take(arrived.flip());
        if (firstAt == 0 && answer.hasBegun()) {
            firstAt = System.nanoTime();
        }
        return isWhole;
    }

    boolean isRight() {
        return answer.is(asked.expected());
    }

    boolean isTimed() {
        return !asked.isSlow();
    }

    long untilFirst() {
        return (firstAt == 0 ? System.nanoTime() : firstAt) - sentAt;
    }

    long untilNow() {
        return System.nanoTime() - sentAt;
    }

    String text() {
        return answer.text();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
