package dev.mcpgateway.docgen.model;

/** A picture whose header was read and whose bytes hold nothing but the picture: no comments, no camera data, no profiles. */
public final class Image {

    /** What every format and every reader can show. */
    public enum Format {
        PNG("png", "image/png"),
        JPEG("jpeg", "image/jpeg");

        private final String extension;
        private final String mediaType;

        Format(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        public String extension() {
            return extension;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    private final Format format;
    private final int width;
    private final int height;
    private final byte[] bytes;

    public Image(Format format, int width, int height, byte[] bytes) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.bytes = bytes;
    }

    public Format format() {
        return format;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Not a copy: pictures are large and everybody here only reads. */
    public byte[] bytes() {
        return bytes;
    }
}
