package dev.mcpgateway.docgen.image;

import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.work.Budget;

/** Turns bytes into an {@link Image}: checks that they are what they claim, and keeps only what draws. */
public final class PictureReader {

    private PictureReader() {}

    public static Image read(byte[] bytes, Budget budget) throws UnreadablePicture {
        if (bytes.length > budget.limits().imageBytes()) {
            throw new UnreadablePicture(
                    "it has " + bytes.length + " bytes, and " + budget.limits().imageBytes() + " is the limit");
        }
        Image image;
        if (Png.recognises(bytes)) {
            image = Png.parse(bytes, budget).image();
        } else if (Jpeg.recognises(bytes)) {
            image = Jpeg.parse(bytes, budget).image();
        } else {
            throw new UnreadablePicture("only PNG and JPEG can be shown");
        }
        return image;
    }

    static void checkSize(long width, long height, Budget budget) throws UnreadablePicture {
        if (width <= 0 || height <= 0) {
            throw new UnreadablePicture("its header names no size");
        }
        if (width > 100_000
                || height > 100_000
                || width * height > budget.limits().imagePixels()) {
            throw new UnreadablePicture("its header claims " + width + " × " + height + " pixels, and "
                    + budget.limits().imagePixels() + " is the limit");
        }
    }
}
