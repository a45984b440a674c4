package dev.mcpgateway.docgen.bytes;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeflateTest {

    /** Runs, noise and repetition near and far, over several of the compressor's windows. */
    private static byte[] mixed() {
        byte[] data = new byte[700_000];
        new Random(7).nextBytes(data);
        Arrays.fill(data, 40_000, 180_000, (byte) 3);
        System.arraycopy(data, 0, data, 200_000, 32_000);
        for (int i = 300_000; i < 600_000; i++) {
            data[i] = (byte) (i % 251 < 200 ? data[i - 32_500] : i);
        }
        return data;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 777, 8_192, 32_768, 65_537})
    void piecesMakeTheSameBytesAsTheWhole(int length) {
        byte[] data = mixed();

        Deflate pieces = Deflate.zlib();
        for (int at = 0; at < data.length; at += length) {
            pieces.add(Arrays.copyOfRange(data, at, Math.min(data.length, at + length)));
        }

        assertThat(pieces.finish()).isEqualTo(Deflate.zlib(data));
    }
}
