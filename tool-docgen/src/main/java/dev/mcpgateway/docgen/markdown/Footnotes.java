package dev.mcpgateway.docgen.markdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.node.Node;

/** Numbers notes in the order in which the text first refers to them. One document's state. */
final class Footnotes {

    private final Map<String, FootnoteDefinition> definitions = new LinkedHashMap<>();
    private final Map<Node, Integer> numbers = new LinkedHashMap<>();
    private final List<Node> referenced = new ArrayList<>();

    /** The extension keeps definitions at the top level of the text. */
    static Footnotes in(Node root) {
        Footnotes footnotes = new Footnotes();
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof FootnoteDefinition definition) {
                footnotes.definitions.putIfAbsent(key(definition.getLabel()), definition);
            }
        }
        return footnotes;
    }

    Optional<Integer> numberOf(String label) {
        return Optional.ofNullable(definitions.get(key(label))).map(this::numberOf);
    }

    /** Also for notes that are written in place: their node is their own definition. */
    int numberOf(Node note) {
        Integer known = numbers.get(note);
        if (known != null) {
            return known;
        }
        referenced.add(note);
        numbers.put(note, referenced.size());
        return referenced.size();
    }

    List<Node> referenced() {
        return referenced;
    }

    List<String> unused() {
        return definitions.values().stream()
                .filter(definition -> !numbers.containsKey(definition))
                .map(FootnoteDefinition::getLabel)
                .toList();
    }

    private static String key(String label) {
        return label.toLowerCase(Locale.ROOT);
    }
}
