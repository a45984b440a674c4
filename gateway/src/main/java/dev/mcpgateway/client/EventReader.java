package dev.mcpgateway.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the data of server-sent events as their bytes come. An event larger than it may hold is left out. */
final class EventReader {
    private static final String FIELD = "data:";

    private final int largest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean lineIsEmpty = true;
    private boolean isTooLarge;
    private byte last;

    EventReader(int largest) {
        this.largest = largest;
    }

    /** The data of each event that ends in these bytes. */
    List<String> next(byte[] bytes) {
        List<String> events = new ArrayList<>(1);
        for (byte next : bytes) {
            boolean isHalfOfCrLf = next == '\n' && last == '\r';
            last = next;
            if (isHalfOfCrLf) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                endLine(events);
            } else {
                hold(next);
            }
        }
        return events;
    }

    private void hold(byte next) {
        lineIsEmpty = false;
        if (line.size() + data.length() < largest) {
            line.write(next);
        } else {
            isTooLarge = true;
        }
    }

    private void endLine(List<String> events) {
        if (lineIsEmpty) {
            if (!data.isEmpty() && !isTooLarge) {
                events.add(data.toString());
            }
            data.setLength(0);
            isTooLarge = false;
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.startsWith(FIELD)) {
            data.append(text, FIELD.length(), text.length()).append('\n');
        }
        line.reset();
        lineIsEmpty = true;
    }
}
