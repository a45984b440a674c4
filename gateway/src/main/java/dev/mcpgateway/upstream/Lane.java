package dev.mcpgateway.upstream;

import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;

/** What a call crosses on: connections of one event loop, and a clock that runs on it. */
final class Lane {
    /** More instances than anybody has; who reloads so many new ones begins again. */
    private static final int MOST_PREPARED = 20_000;

    private final HttpClient http;
    private final Scheduler timer;

    /** A request is put together in steps that each copy all settings; these were taken once. Keys are of tools.yaml. */
    private final ConcurrentMap<URI, RequestSender> prepared = new ConcurrentHashMap<>();

    Lane(HttpClient http, Scheduler timer) {
        this.http = http;
        this.timer = timer;
    }

    HttpClient http() {
        return http;
    }

    Scheduler timer() {
        return timer;
    }

    RequestSender post(URI url) {
        RequestSender known = prepared.get(url);
        return known != null ? known : prepare(url);
    }

    private RequestSender prepare(URI url) {
        if (prepared.size() >= MOST_PREPARED) {
            prepared.clear();
        }
        return prepared.computeIfAbsent(
                url, any -> http.request(HttpMethod.POST).uri(url));
    }
}
