package dev.mcpgateway.docgen.tool;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.mcpgateway.docgen.work.Limits;

/**
 * Settings of this service.
 *
 * @param inlineLimit documents up to this size travel inside the answer, larger ones as a link
 * @param storeSize all documents that wait to be fetched, together; the oldest make room
 * @param storeTime how long a document waits to be fetched
 * @param renderTime the longest one document may take
 * @param maxPages pages of one document
 * @param maxOutput bytes of one document
 */
@ConfigurationProperties("docgen")
public record DocgenProperties(
        @DefaultValue("256KB") DataSize inlineLimit,
        @DefaultValue("64MB") DataSize storeSize,
        @DefaultValue("15m") Duration storeTime,
        @DefaultValue("30s") Duration renderTime,
        @DefaultValue("500") int maxPages,
        @DefaultValue("16MB") DataSize maxOutput) {

    public DocgenProperties {
        require(inlineLimit.toBytes() >= 0, "inline-limit must not be negative");
        require(storeSize.toBytes() >= maxOutput.toBytes(), "store-size must hold at least one document of max-output");
        require(storeTime.toSeconds() >= 1, "store-time must be at least 1s");
        require(renderTime.toMillis() >= 100, "render-time must be at least 100ms");
        require(maxPages >= 1 && maxPages <= 10_000, "max-pages must be between 1 and 10000");
        require(
                maxOutput.toBytes() >= 1024 && maxOutput.toBytes() <= 256 << 20,
                "max-output must be between 1KB and 256MB");
    }

    Limits limits() {
        Limits base = Limits.DEFAULT;
        return new Limits(
                base.contentChars(),
                base.nesting(),
                base.blocks(),
                base.tableCells(),
                base.images(),
                base.imageBytes(),
                base.imagePixels(),
                base.totalPixels(),
                maxPages,
                (int) maxOutput.toBytes(),
                renderTime);
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new IllegalArgumentException("docgen." + rule);
        }
    }
}
