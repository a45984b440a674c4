package dev.mcpgateway.docgen.pdf;

import java.io.ByteArrayOutputStream;

import dev.mcpgateway.docgen.image.Png;

/** A row of a transparent PNG → three bytes of colour and one of opacity a pixel. */
final class Pixels {

    private Pixels() {}

    static void split(Png png, byte[] row, ByteArrayOutputStream colours, ByteArrayOutputStream opacity) {
        byte[] palette = png.palette().bytes();
        byte[] transparent = png.transparency().bytes();
        int channels = png.colour().channels();
        for (int x = 0; x < png.image().width(); x++) {
            int at = x * channels;
            switch (png.colour()) {
                case PALETTE -> {
                    int index = sample(row, at, png.bitDepth());
                    colours.write(palette, Math.min(3 * index, palette.length - 3), 3);
                    opacity.write(index < transparent.length ? transparent[index] : 0xFF);
                }
                case GRAY, GRAY_ALPHA -> {
                    int gray = byteOf(row, at, png.bitDepth());
                    colours.write(gray);
                    colours.write(gray);
                    colours.write(gray);
                    opacity.write(channels == 2 ? byteOf(row, at + 1, png.bitDepth()) : keyed(png, row, at));
                }
                case RGB, RGB_ALPHA -> {
                    for (int i = 0; i < 3; i++) {
                        colours.write(byteOf(row, at + i, png.bitDepth()));
                    }
                    opacity.write(channels == 4 ? byteOf(row, at + 3, png.bitDepth()) : keyed(png, row, at));
                }
            }
        }
    }

    /** Without an alpha channel one colour may be named that is fully transparent. */
    private static int keyed(Png png, byte[] row, int at) {
        byte[] key = png.transparency().bytes();
        int channels = png.colour().channels();
        if (key.length < 2 * channels) {
            return 0xFF;
        }
        for (int i = 0; i < channels; i++) {
            int wanted = ((key[2 * i] & 0xFF) << 8) | (key[2 * i + 1] & 0xFF);
            if (sample(row, at + i, png.bitDepth()) != wanted) {
                return 0xFF;
            }
        }
        return 0;
    }

    private static int byteOf(byte[] row, int index, int depth) {
        int sample = sample(row, index, depth);
        return switch (depth) {
            case 16 -> sample >> 8;
            case 8 -> sample;
            default -> sample * 255 / ((1 << depth) - 1);
        };
    }

    private static int sample(byte[] row, int index, int depth) {
        if (depth == 16) {
            return ((row[2 * index] & 0xFF) << 8) | (row[2 * index + 1] & 0xFF);
        }
        int bit = index * depth;
        return ((row[bit / 8] & 0xFF) >> (8 - depth - bit % 8)) & ((1 << depth) - 1);
    }
}
