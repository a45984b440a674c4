package dev.mcpgateway.docgen.image;

/** The bytes are no picture we can show; the message completes "A picture was left out: …". */
public final class UnreadablePicture extends Exception {

    UnreadablePicture(String message) {
        super(message, null, false, false);
    }
}
