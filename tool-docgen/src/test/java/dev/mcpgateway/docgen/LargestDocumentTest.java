package dev.mcpgateway.docgen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the limits permit is made in little more memory than it has bytes: each document in a process with a small heap. */
class LargestDocumentTest {

    @ParameterizedTest
    @CsvSource({"photo, html, 96m, 15", "drawing, pdf, 48m, 0", "emphasis, docx, 96m, 0"})
    void fitsASmallHeap(String content, String format, String heap, int megabytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargestDocumentTest.class.getName(),
                        content,
                        format)
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Integer.parseInt(said.strip()) >> 20).isEqualTo(megabytes);
    }

    /** The process: makes one document and says how large it is. */
    public static void main(String[] words) throws IOException {
        // One character beyond Latin-1 doubles what a text takes in memory.
        String content = "- [x] done ☑\n\n"
                + switch (words[0]) {
                    case "photo" -> seventeen("data:image/jpeg;base64," + base64(photo()));
                    case "drawing" -> seventeen("data:image/png;base64," + base64(drawing()));
                    default -> "*a*b".repeat(100_000);
                };
        System.out.println(Sample.of(content).as(words[1]).length);
    }

    private static String seventeen(String picture) {
        return "![again][one]\n\n".repeat(17) + "[one]: " + picture + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** As much as a request of 1 MB can carry. */
    private static byte[] photo() {
        byte[] pixels = new byte[700_000];
        new Random(1).nextBytes(pixels);
        byte[] size = {(byte) 0xFF, (byte) 0xC0, 0, 11, 8, 4, 0, 4, 0, 1, 1, 0x11, 0};
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
        return ByteBuffer.allocate(2 + size.length + scan.length + pixels.length)
                .put(new byte[] {(byte) 0xFF, (byte) 0xD8})
                .put(size)
                .put(scan)
                .put(pixels)
                .array();
    }

    /** Few bytes and many pixels, each with an opacity. */
    private static byte[] drawing() {
        int side = 2_500;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8).put((byte) 6));
        Deflater deflater = new Deflater();
        byte[] row = new byte[1 + 4 * side];
        ByteBuffer data = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < side; i++) {
            deflater.setInput(row);
            deflater.deflate(data);
        }
        deflater.finish();
        deflater.deflate(data);
        deflater.end();
        chunk(png, "IDAT", data.limit(data.position()));
        chunk(png, "IEND", ByteBuffer.allocate(0));
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, ByteBuffer body) {
        ByteBuffer named = ByteBuffer.allocate(4 + body.limit())
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(body.rewind());
        CRC32 crc = new CRC32();
        crc.update(named.array());
        png.writeBytes(ByteBuffer.allocate(4).putInt(body.limit()).array());
        png.writeBytes(named.array());
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
