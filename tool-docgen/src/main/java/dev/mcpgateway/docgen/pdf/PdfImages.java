package dev.mcpgateway.docgen.pdf;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.mcpgateway.docgen.bytes.Deflate;
import dev.mcpgateway.docgen.image.Jpeg;
import dev.mcpgateway.docgen.image.Png;
import dev.mcpgateway.docgen.image.UnreadablePicture;
import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.work.Budget;

/** Pictures as PDF wants them (ISO 32000-1, 8.9): compressed data are passed on as they are, unless transparency must be split off. */
final class PdfImages {

    private final Budget budget;
    private final Map<Image, String> names = new HashMap<>();
    private final Map<String, Integer> written = new LinkedHashMap<>();

    PdfImages(Budget budget) {
        this.budget = budget;
    }

    /** The name by which a page draws the picture; the first use writes it. */
    String use(Image image, PdfFile file) {
        String known = names.get(image);
        if (known != null) {
            return known;
        }
        String name = "I" + names.size();
        names.put(image, name);
        written.put(name, image.format() == Image.Format.JPEG ? jpeg(image, file) : png(image, file));
        return name;
    }

    String resources() {
        StringBuilder resources = new StringBuilder();
        written.forEach((name, number) ->
                resources.append('/').append(name).append(' ').append(number).append(" 0 R"));
        return resources.toString();
    }

    private int jpeg(Image image, PdfFile file) {
        Jpeg jpeg = Jpeg.of(image, budget);
        String colours = switch (jpeg.components()) {
            case 1 -> "/DeviceGray";
            case 3 -> "/DeviceRGB";
            // Adobe's programs store the four inks inverted.
            default -> "/DeviceCMYK" + (jpeg.adobe() ? "/Decode[1 0 1 0 1 0 1 0]" : "");
        };
        return file.addEncoded(entries(image, 8, colours) + "/Filter/DCTDecode", image.bytes());
    }

    private int png(Image image, PdfFile file) {
        Png png = Png.of(image, budget);
        if (png.hasAlpha()) {
            return split(png, file);
        }
        String colours = switch (png.colour()) {
            case PALETTE ->
                "[/Indexed/DeviceRGB " + (png.palette().bytes().length / 3 - 1) + "<"
                        + HexFormat.of().formatHex(png.palette().bytes()) + ">]";
            case RGB, RGB_ALPHA -> "/DeviceRGB";
            case GRAY, GRAY_ALPHA -> "/DeviceGray";
        };
        return file.addEncoded(
                entries(image, png.bitDepth(), colours) + "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors "
                        + png.colour().channels() + "/BitsPerComponent " + png.bitDepth() + "/Columns " + image.width()
                        + ">>",
                png.data().bytes());
    }

    private int split(Png png, PdfFile file) {
        // Row by row: uncompressed, the largest picture has 64 MB.
        Deflate colours = Deflate.zlib();
        Deflate opacity = Deflate.zlib();
        ByteArrayOutputStream colourRow = new ByteArrayOutputStream();
        ByteArrayOutputStream opacityRow = new ByteArrayOutputStream();
        try {
            png.rows(budget, row -> {
                Pixels.split(png, row, colourRow, opacityRow);
                colours.add(emptied(colourRow));
                opacity.add(emptied(opacityRow));
            });
        } catch (UnreadablePicture e) {
            throw new IllegalStateException("A picture that was readable is not any more.", e);
        }
        Image image = png.image();
        int mask = file.addDeflated(entries(image, 8, "/DeviceGray"), opacity.finish());
        return file.addDeflated(entries(image, 8, "/DeviceRGB") + "/SMask " + mask + " 0 R", colours.finish());
    }

    private static byte[] emptied(ByteArrayOutputStream row) {
        byte[] bytes = row.toByteArray();
        row.reset();
        return bytes;
    }

    private static String entries(Image image, int bits, String colours) {
        return "/Type/XObject/Subtype/Image/Width " + image.width() + "/Height " + image.height() + "/BitsPerComponent "
                + bits + "/ColorSpace" + colours;
    }
}
