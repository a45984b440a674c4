package dev.mcpgateway.relay;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.mcpgateway.bench.micro.Sample;
import dev.mcpgateway.call.Outcome.Answered.Says;

/** Is this answer a result or an error? Its one pass over what a tool said. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerReading {
    private final ByteBuf answer = direct(Sample.answer());
    private final ByteBuf list = direct(Sample.list(20));

    @Benchmark
    public Says call() {
        return AnswerScan.of(answer);
    }

    @Benchmark
    public Says listOf20() {
        return AnswerScan.of(list);
    }

    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
