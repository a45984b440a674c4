package dev.mcpgateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One keep-alive connection with at most one call on it. */
final class LoadConnection implements AutoCloseable {
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final byte[] expected;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(16 * 1024);
    private final byte[] bytes = new byte[16 * 1024];
    private long sentAt;
    private int bodyStart;
    private int end;

    LoadConnection(int port, byte[] expected) throws IOException {
        this.expected = expected;
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    long sentAt() {
        return sentAt;
    }

    void send(ByteBuffer request, long now) throws IOException {
        answer.clear();
        bodyStart = 0;
        end = Integer.MAX_VALUE;
        sentAt = now;
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("a request of " + request.limit() + " bytes did not fit into the socket's buffer");
        }
    }

    /** Takes what has arrived; true when the answer is whole. */
    boolean receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("the connection was closed before the answer was whole");
        }
        int have = answer.position();
        answer.get(0, bytes, 0, have);
        if (bodyStart == 0) {
            readHead(have);
        }
        if (have > end || !answer.hasRemaining()) {
            throw new IOException("more arrived than one answer");
        }
        return have == end;
    }

    /** Whether it was the tool's answer, byte for byte: a refusal comes with status 200, too. */
    boolean isExpected() {
        return Arrays.equals(bytes, bodyStart, end, expected, 0, expected.length);
    }

    String text() {
        return new String(bytes, 0, answer.position(), StandardCharsets.UTF_8);
    }

    private void readHead(int have) throws IOException {
        for (int i = 3; i < have; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                bodyStart = i + 1;
                end = bodyStart + contentLength(new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1));
                return;
            }
        }
    }

    private static int contentLength(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("the answer does not say its length: " + head.strip());
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
