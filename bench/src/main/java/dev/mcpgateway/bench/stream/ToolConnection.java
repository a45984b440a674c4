package dev.mcpgateway.bench.stream;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the tool: a request, its answer, and the next request. */
final class ToolConnection {
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");
    private static final String LIST = "\"tools\":[{\"name\":\"" + Requests.TOOL
            + "\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"" + Requests.FORBIDDEN
            + "\",\"inputSchema\":{\"type\":\"object\"}}]";
    private static final String PLAIN = "\"content\":[],\"isError\":false";

    /** What all connections share. */
    static final class Desk {
        private final Schedule<ToolConnection> schedule;
        private final ByteBuffer out = ByteBuffer.allocateDirect(1024 * 1024);
        /** Streams begun before the latest call of {@code /finish} end with their next turn. */
        private long finished;

        private long begun;
        private int connections;
        private int streams;
        /** Turns at which an event could not be sent, because the one before it still waits. */
        private long skipped;

        Desk(Schedule<ToolConnection> schedule) {
            this.schedule = schedule;
        }
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Desk desk;
    private String request = "";
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    /** A connection of a client; those of the bench itself and of probes do not count. */
    private boolean isCounted;

    private boolean isStream;
    private long number;
    private long sent;
    private long wanted;
    private int padding;
    /** Until an answer that takes its time. */
    private int turns;

    private String slowAnswer = "";

    ToolConnection(SocketChannel channel, SelectionKey key, Desk desk) throws IOException {
        this.channel = channel;
        this.key = key;
        this.desk = desk;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    void ready(ByteBuffer in) {
        try {
            if (key.isWritable()) {
                channel.write(waiting);
                if (!waiting.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                read(in.clear());
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Once a second: sends the next event of its stream; says whether there will be another. */
    boolean turn() {
        return turns > 0 ? slowTurn() : isStream && streamTurn();
    }

    private boolean slowTurn() {
        turns--;
        if (turns == 0) {
            try {
                say("application/json", slowAnswer);
            } catch (IOException e) {
                close();
            }
        }
        return turns > 0;
    }

    private boolean streamTurn() {
        if (waiting.hasRemaining()) {
            desk.skipped++;
            return true;
        }
        try {
            if (wanted == 0 ? number <= desk.finished : sent == wanted) {
                Events.result(desk.out.clear(), sent);
                over();
            } else {
                sent++;
                Events.progress(desk.out.clear(), sent, System.nanoTime(), padding);
            }
            write(desk.out.flip());
        } catch (IOException e) {
            close();
        }
        return isStream;
    }

    private void read(ByteBuffer in) throws IOException {
        if (channel.read(in) < 0) {
            close();
            return;
        }
        request += StandardCharsets.ISO_8859_1.decode(in.flip());
        int body = request.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            if (request.length() > LARGEST_REQUEST) {
                close();
            }
            return;
        }
        if (request.length() >= body + contentLength(request.substring(0, body))) {
            String whole = request;
            request = "";
            answer(whole);
        }
    }

    private static int contentLength(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        return at < 0 ? 0 : number(head.substring(at + LENGTH.length()).stripLeading());
    }

    private void answer(String whole) throws IOException {
        if (whole.startsWith("POST /mcp ")) {
            count();
            if (whole.contains("\"tools/list\"")) {
                say("application/json", result(whole, LIST));
            } else if (whole.contains("\"events\":")) {
                begin(whole);
            } else if (whole.contains("\"turns\":")) {
                turns = argument(whole, "\"turns\":");
                slowAnswer = result(whole, PLAIN);
                desk.schedule.add(this);
            } else {
                say("application/json", result(whole, PLAIN));
            }
        } else if (whole.startsWith("POST /finish ")) {
            desk.finished = desk.begun;
            say("text/plain", "");
        } else {
            say("text/plain", desk.connections + " " + desk.streams + " " + desk.skipped);
        }
    }

    private void count() {
        if (!isCounted) {
            isCounted = true;
            desk.connections++;
        }
    }

    private static String result(String whole, String what) {
        Matcher id = ID.matcher(whole);
        return "{\"jsonrpc\":\"2.0\",\"id\":" + (id.find() ? id.group(1) : "null")
                + ",\"result\":{\"resultType\":\"complete\"," + what + "}}";
    }

    private void begin(String whole) throws IOException {
        isStream = true;
        desk.streams++;
        desk.begun++;
        number = desk.begun;
        sent = 0;
        wanted = argument(whole, "\"events\":");
        padding = argument(whole, "\"padding\":");
        desk.schedule.add(this);
        write(desk.out.clear().put(Events.HEAD).flip());
    }

    private static int argument(String whole, String name) {
        return number(whole.substring(whole.lastIndexOf(name) + name.length()));
    }

    private static int number(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Integer.parseInt(text, 0, end, 10);
    }

    private void say(String type, String body) throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    private void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            waiting = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void over() {
        if (isStream) {
            isStream = false;
            desk.streams--;
        }
    }

    private void close() {
        turns = 0;
        over();
        if (isCounted) {
            isCounted = false;
            desk.connections--;
        }
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("not closed: " + e.getMessage());
        }
    }
}
