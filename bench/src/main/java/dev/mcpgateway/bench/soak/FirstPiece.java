package dev.mcpgateway.bench.soak;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/** Takes the first of a body that says something, and hangs up. */
final class FirstPiece implements BodySubscriber<String> {
    private final CompletableFuture<String> piece = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return piece;
    }

    @Override
    public void onSubscribe(Flow.Subscription body) {
        subscription = body;
        body.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        StringBuilder text = new StringBuilder();
        bytes.forEach(part -> text.append(StandardCharsets.UTF_8.decode(part)));
        if (text.indexOf("data:") >= 0 || text.indexOf("{") >= 0) {
            if (subscription != null) {
                subscription.cancel();
            }
            piece.complete(text.toString());
        }
    }

    @Override
    public void onError(Throwable why) {
        piece.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        piece.complete("");
    }
}
