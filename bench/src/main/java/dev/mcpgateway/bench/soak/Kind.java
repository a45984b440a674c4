package dev.mcpgateway.bench.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.mcpgateway.bench.stream.Requests;

/** The calls of the mixture. */
enum Kind {
    ORDINARY("ordinary call", 15, "\"isError\":false"),
    LIST("list", 5, "\"" + Requests.TOOL + "\""),
    REFUSED("refused by policy", 2, "\"reason\":\"not_permitted\""),
    STREAM("stream of 3 events", 2, "\"sent\":3"),
    /** The client leaves with the first event. */
    CANCELLED("stream that is left", 1, "\"progress\":1,"),
    SLOW("slow tool, 1 to 2 s", 1, "\"isError\":false");

    private final String title;
    private final int weight;
    private final String sign;

    Kind(String title, int weight, String sign) {
        this.title = title;
        this.weight = weight;
        this.sign = sign;
    }

    String title() {
        return title;
    }

    Requests.Message message() {
        return switch (this) {
            case ORDINARY -> Requests.call(Requests.TOOL, "{}");
            case LIST -> Requests.list();
            case REFUSED -> Requests.call(Requests.FORBIDDEN, "{}");
            case STREAM -> Requests.call(Requests.TOOL, Requests.streaming(3, 0));
            case CANCELLED -> Requests.call(Requests.TOOL, Requests.streaming(0, 0));
            case SLOW -> Requests.call(Requests.TOOL, Requests.slow(2));
        };
    }

    /** Whether the answer is what it should be while nothing is amiss. */
    boolean isGood(String answer) {
        return switch (this) {
            case LIST -> answer.contains(sign) && !answer.contains("\"" + Requests.FORBIDDEN + "\"");
            case STREAM -> answer.contains(sign) && answer.split("notifications/progress", -1).length == 4;
            case ORDINARY, REFUSED, CANCELLED, SLOW -> answer.contains(sign);
        };
    }

    /** Each as often as its weight says, in no order. */
    static List<Kind> mixture(Random random) {
        List<Kind> all = new ArrayList<>();
        for (Kind kind : values()) {
            all.addAll(Collections.nCopies(kind.weight, kind));
        }
        Collections.shuffle(all, random);
        return all;
    }
}
