package dev.mcpgateway.docgen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mcpgateway.docgen.work.Budget;

import static org.assertj.core.api.Assertions.assertThat;

/** Pictures come from strangers and lie. */
class PictureTest {

    private static byte[] png(
            int width, int height, int depth, int colour, int interlace, byte[] pixels, byte[]... extra) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colour)
                        .put((byte) 0)
                        .put((byte) 0)
                        .put((byte) interlace)
                        .array());
        for (int i = 0; i + 1 < extra.length; i += 2) {
            chunk(out, new String(extra[i], StandardCharsets.US_ASCII), extra[i + 1]);
        }
        chunk(out, "IDAT", deflated(pixels));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(name);
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length / 2 + 1024];
        int length = deflater.deflate(buffer);
        deflater.end();
        return ByteBuffer.allocate(length).put(buffer, 0, length).array();
    }

    private static Sample picture(byte[] bytes) {
        return Sample.of("![alt](data:image/png;base64," + Base64.getEncoder().encodeToString(bytes) + ")");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "100000, 100000, 8, 6, 0, pixels",
        "2147483647, 2147483647, 8, 2, 0, pixels",
        "0, 5, 8, 2, 0, no size",
        "5, 5, 7, 2, 0, bit depth",
        "5, 5, 8, 5, 0, colour type",
        "5, 5, 8, 2, 1, interlaced",
        "5, 5, 8, 3, 0, palette",
        "500, 500, 8, 2, 0, too early"
    })
    void aLyingHeaderIsAWarningAndTheTextStays(
            int width, int height, int depth, int colour, int interlace, String why) {
        Budget budget = Sample.budget();

        String html = new String(
                picture(png(width, height, depth, colour, interlace, new byte[80]))
                        .as("html", budget),
                StandardCharsets.UTF_8);

        assertThat(budget.warnings()).singleElement().asString().contains(why);
        assertThat(html).contains("[picture: alt]").doesNotContain("<img");
    }

    @Test
    void aBombOfDataBehindASmallHeaderCostsTwoRows() {
        Budget budget = Sample.budget();

        byte[] pdf = picture(png(4, 4, 8, 2, 0, new byte[40_000_000])).as("pdf", budget);

        assertThat(pdf.length).isLessThan(200_000);
    }

    @Test
    void whatIsNotThePictureIsLeftOut() {
        byte[] secret = ascii("Comment\0taken at 52.5 N 13.4 E");

        String html = new String(
                picture(png(2, 2, 8, 0, 0, new byte[6], ascii("tEXt"), secret)).as("html"), StandardCharsets.UTF_8);

        String body = html.substring(html.indexOf("base64,") + 7);
        byte[] shown = Base64.getDecoder().decode(body.substring(0, body.indexOf('"')));
        assertThat(new String(shown, StandardCharsets.ISO_8859_1))
                .doesNotContain("taken at")
                .contains("IDAT");
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 1", "16, 0, 2", "1, 0, 0", "8, 2, 3", "16, 2, 6", "8, 4, 2", "16, 4, 4", "8, 6, 4", "16, 6, 8"})
    void everyKindOfPngBecomesAPdfPicture(int depth, int colour, int bytesPerPixel) throws IOException {
        int stride = Math.max(1, 8 * bytesPerPixel);
        byte[] pixels = new byte[8 * (stride + 1)];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % (stride + 1) == 0 ? 0 : (byte) (i * 7);
        }

        byte[] pdf = picture(png(8, 8, depth, colour, 0, pixels)).as("pdf");

        try (PDDocument document = Loader.loadPDF(pdf)) {
            var resources = document.getPage(0).getResources();
            COSName name = resources.getXObjectNames().iterator().next();
            PDImageXObject image = (PDImageXObject) resources.getXObject(name);
            assertThat(image.getImage().getWidth()).isEqualTo(8);
            assertThat(image.getSoftMask() != null).isEqualTo(colour >= 4);
        }
    }

    @Test
    void aPaletteWithTransparencyIsSplit() throws IOException {
        byte[] palette = {0, 0, 0, (byte) 200, 0, 0};
        byte[] opacity = {0};
        byte[] pixels = {0, 0, 1, 0, 1, 0};

        byte[] pdf = picture(png(2, 2, 8, 3, 0, pixels, ascii("PLTE"), palette, ascii("tRNS"), opacity))
                .as("pdf");

        try (PDDocument document = Loader.loadPDF(pdf)) {
            var resources = document.getPage(0).getResources();
            PDImageXObject image = (PDImageXObject)
                    resources.getXObject(resources.getXObjectNames().iterator().next());
            assertThat(image.getImage().getRGB(0, 0) >>> 24).isZero();
            assertThat(image.getImage().getRGB(1, 0)).isEqualTo(0xFFC80000);
        }
    }

    @Test
    void aJpegKeepsItsPixelsAndLosesItsCamera() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var image = new java.awt.image.BufferedImage(20, 10, java.awt.image.BufferedImage.TYPE_INT_RGB);
        javax.imageio.ImageIO.write(image, "jpeg", out);
        byte[] plain = out.toByteArray();
        byte[] exif = ascii("Exif\0\0secret place");
        ByteArrayOutputStream tagged = new ByteArrayOutputStream();
        tagged.write(plain, 0, 2);
        tagged.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
        tagged.writeBytes(exif);
        tagged.write(plain, 2, plain.length - 2);

        byte[] pdf = picture(tagged.toByteArray()).as("pdf");

        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("secret place");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var resources = document.getPage(0).getResources();
            PDImageXObject shown = (PDImageXObject)
                    resources.getXObject(resources.getXObjectNames().iterator().next());
            assertThat(shown.getImage().getWidth()).isEqualTo(20);
        }
    }
}
