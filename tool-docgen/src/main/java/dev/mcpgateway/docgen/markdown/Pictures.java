package dev.mcpgateway.docgen.markdown;

import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.mcpgateway.docgen.image.PictureReader;
import dev.mcpgateway.docgen.image.UnreadablePicture;
import dev.mcpgateway.docgen.model.Image;
import dev.mcpgateway.docgen.work.Budget;

/** Pictures that the text carries itself, as data URIs. Anything that would have to be fetched is left out, with a warning. */
final class Pictures {

    private final Budget budget;
    // The same picture a hundred times is read once and stored once.
    private final Map<String, Image> known = new HashMap<>();
    private int count;
    private long pixels;

    Pictures(Budget budget) {
        this.budget = budget;
    }

    @Nullable
    Image read(String destination) {
        Image before = known.get(destination);
        if (before != null) {
            return before;
        }
        try {
            Image image = PictureReader.read(decode(destination), budget);
            pixels += (long) image.width() * image.height();
            if (++count > budget.limits().images() || pixels > budget.limits().totalPixels()) {
                budget.warn("A picture was left out: the document has more than "
                        + budget.limits().images() + " pictures or "
                        + budget.limits().totalPixels() + " pixels.");
                return null;
            }
            known.put(destination, image);
            return image;
        } catch (UnreadablePicture | NotEmbedded e) {
            budget.warn("A picture was left out: " + e.getMessage() + ".");
            return null;
        }
    }

    private static byte[] decode(String destination) throws NotEmbedded {
        int comma = destination.indexOf(',');
        String head = comma < 0 ? "" : destination.substring(0, comma).toLowerCase(Locale.ROOT);
        if (!head.startsWith("data:image/") || !head.endsWith(";base64")) {
            throw new NotEmbedded("pictures must be in the text as data:image/png;base64,… or data:image/jpeg;base64,…,"
                    + " nothing is fetched from " + Links.shown(destination));
        }
        String body = destination
                .substring(comma + 1)
                .replace("%2B", "+")
                .replace("%2F", "/")
                .replace("%3D", "=");
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new NotEmbedded("its base64 is broken");
        }
    }

    private static final class NotEmbedded extends Exception {
        NotEmbedded(String message) {
            super(message, null, false, false);
        }
    }
}
