package dev.mcpgateway.bench.soak;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/** Takes the first event of a stream, in however many pieces it comes, and hangs up; a body that ends before, whole. */
final class FirstEvent implements BodySubscriber<String> {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return first;
    }

    @Override
    public void onSubscribe(Flow.Subscription body) {
        subscription = body;
        body.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        bytes.forEach(part -> text.append(StandardCharsets.UTF_8.decode(part)));
        int data = text.indexOf("data:");
        if (data >= 0 && text.indexOf("\n\n", data) >= 0) {
            if (subscription != null) {
                subscription.cancel();
            }
            first.complete(text.toString());
        }
    }

    @Override
    public void onError(Throwable why) {
        first.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        first.complete(text.toString());
    }
}
