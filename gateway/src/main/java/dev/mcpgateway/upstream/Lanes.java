package dev.mcpgateway.upstream;

import java.time.Duration;

import org.springframework.stereotype.Component;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * One lane for each event loop, with connections of its own: the client's connection and the server's are then served
 * by the same thread, and a call wakes no other one. What does not run on an event loop shares one lane more.
 */
@Component
final class Lanes {
    private static final Duration POOL_PATIENCE = Duration.ofSeconds(2);
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final HttpClient http;
    private final Lane shared;
    private final FastThreadLocal<Lane> own = new FastThreadLocal<>() {
        @Override
        protected Lane initialValue() {
            return laneOfThisThread();
        }
    };

    Lanes(UpstreamSettings settings, Pools pools) {
        ConnectionProvider connections = ConnectionProvider.builder("upstream")
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(settings.waiting())
                .pendingAcquireTimeout(POOL_PATIENCE)
                .maxIdleTime(settings.keepIdle())
                .evictInBackground(settings.keepIdle())
                .lifo()
                .metrics(true, () -> pools)
                .build();
        this.http = HttpClient.create(connections)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                // A stream may be silent for hours; a peer that vanished meanwhile is found by the kernel.
                .option(ChannelOption.SO_KEEPALIVE, true)
                // A call that may have reached the tool is never sent twice behind the caller's back.
                .disableRetry(true)
                .followRedirect(false);
        this.shared = new Lane(http, Schedulers.parallel());
    }

    /** The lane of the thread that asks. */
    Lane own() {
        return own.get();
    }

    private Lane laneOfThisThread() {
        for (EventExecutor loop : HttpResources.get().onServer(LoopResources.DEFAULT_NATIVE)) {
            if (loop.inEventLoop()) {
                // Connections are pooled by where they lead and by the loops they run on.
                LoopResources alone = useNative -> (EventLoop) loop;
                return new Lane(http.runOn(alone), Schedulers.fromExecutorService(loop));
            }
        }
        return shared;
    }
}
