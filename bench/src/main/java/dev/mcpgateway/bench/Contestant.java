package dev.mcpgateway.bench;

import java.time.Duration;
import java.util.List;

/** A process that passes calls on to the upstream, or the upstream itself. */
record Contestant(Kind kind, Child process, int port, String path) {
    enum Kind {
        DIRECT("direct", "no proxy: the upstream itself"),
        NGINX("nginx", "nginx `proxy_pass`"),
        PROXY_WHOLE("netty-whole", "Reactor Netty, bodies whole"),
        PROXY_STREAMED("netty-streamed", "Reactor Netty, bodies streamed"),
        BARE("bare", "bare Spring Cloud Gateway"),
        OURS("gateway", "**this gateway, all gates on**");

        private final String word;
        private final String title;

        Kind(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /** For {@code --only}, logs and the CSV. */
        String word() {
            return word;
        }

        String title() {
            return title;
        }
    }

    Load load(CallKind call, Calls calls) {
        return new Load(questions(call, calls), port);
    }

    List<Question> questions(CallKind call, Calls calls) {
        return call.questions(kind, port, path, calls);
    }

    ProcessUse use() {
        return ProcessUse.ofTree(process.handle());
    }

    GcPauses pauses() {
        return GcPauses.in(process.gcLog());
    }

    /** nginx is as fast with its first call as it will ever be. */
    Duration warmUp(Duration full) {
        return switch (kind) {
            case DIRECT -> full.dividedBy(4);
            case NGINX -> Duration.ofSeconds(1);
            case PROXY_WHOLE, PROXY_STREAMED -> full.dividedBy(2);
            case BARE, OURS -> full;
        };
    }
}
