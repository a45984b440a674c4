package dev.mcpgateway.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;

import dev.mcpgateway.spool.Position;
import dev.mcpgateway.spool.Spool;
import dev.mcpgateway.store.Database;

/**
 * What Postgres takes in at most on this machine: the rows of a spool as bytes that are ready, over two connections that
 * do nothing but send them.
 */
final class PlainCopy {
    private static final int BATCH = 5_000;
    private static final int CONNECTIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CopyRows copies;
    private final List<List<ByteBuf>> batches = new ArrayList<>();

    PlainCopy(Spool spool, List<Columns.Column> columns) throws Exception {
        copies = new CopyRows(columns);
        spool.force();
        Position at = spool.position();
        ChainEnd end = ChainEnd.beginning(spool.id());
        for (Spool.Batch batch = read(spool, at); !batch.contents().isEmpty(); batch = read(spool, at)) {
            ChainEnd.Linked linked = end.link(batch.contents());
            batches.add(copies.pieces(linked.records())
                    .collectList()
                    .blockOptional()
                    .orElseThrow());
            at = batch.end();
            end = linked.end();
        }
    }

    private static Spool.Batch read(Spool spool, Position at) throws Exception {
        return spool.read(at, BATCH, Integer.MAX_VALUE);
    }

    double seconds(Database database) {
        long start = System.nanoTime();
        Flux.fromIterable(batches)
                .flatMap(
                        batch -> database.inTransaction(connection ->
                                copies.records(RecordTable.postgres(connection), Flux.fromIterable(batch))),
                        CONNECTIONS)
                .blockLast(PATIENCE);
        return (System.nanoTime() - start) / 1e9;
    }
}
