package dev.mcpgateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. A key that nobody asked for is a mistake, and so is one that stands
 * twice; both are reported with their line, and reading goes on to find the next.
 */
final class Section {
    private final Document document;
    private final Location at;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    Section(Document document, MappingNode node) {
        this.document = document;
        this.at = document.locate(node);
        for (NodeTuple tuple : node.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? document.expand(scalar) : "?";
            if (entries.putIfAbsent(key, tuple) != null) {
                document.problems().add(document.locate(tuple.getKeyNode()), "'" + key + "' stands twice");
            }
        }
    }

    Location at() {
        return at;
    }

    Location at(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? at : document.locate(tuple.getKeyNode());
    }

    Set<String> keys() {
        return entries.keySet();
    }

    Optional<String> text(String key) {
        return node(key).flatMap(this::scalar);
    }

    String required(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() && !entries.containsKey(key)) {
            problem(key, "'" + key + "' is missing");
        }
        return text.orElse("");
    }

    /** A scalar read by {@code parse}; what it throws as {@code IllegalArgumentException} is the complaint. */
    <T> T parsed(String key, T fallback, Function<String, T> parse) {
        return text(key)
                .map(text -> {
                    try {
                        return parse.apply(text);
                    } catch (IllegalArgumentException e) {
                        problem(key, "'" + key + "': " + e.getMessage());
                        return fallback;
                    }
                })
                .orElse(fallback);
    }

    Duration duration(String key, Duration fallback) {
        return parsed(key, fallback, Quantities::duration);
    }

    int positive(String key, int fallback) {
        return parsed(key, fallback, Quantities::positive);
    }

    boolean flag(String key) {
        return parsed(key, false, Quantities::flag);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        return text(key).flatMap(text -> constant(at(key), type, text)).orElse(fallback);
    }

    <E extends Enum<E>> Optional<E> constant(Location where, Class<E> type, String text) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return Optional.of(constant);
            }
            names.add(name);
        }
        document.problems().unknown(where, "value", text, names);
        return Optional.empty();
    }

    /** A list of scalars; one scalar alone counts as a list of one. */
    List<String> texts(String key) {
        return items(key).stream().flatMap(item -> scalar(item).stream()).toList();
    }

    /** The nodes of a list; anything else counts as a list of one. */
    List<Node> items(String key) {
        return node(key)
                .map(node -> node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node))
                .orElseGet(List::of);
    }

    /** The mappings of a list. */
    List<Section> sections(String key) {
        return items(key).stream().flatMap(item -> section(item).stream()).toList();
    }

    Optional<Section> child(String key) {
        return node(key).flatMap(this::section);
    }

    /** The named mappings below {@code key}, in the order of the file; an empty value counts as an empty mapping. */
    Map<String, Section> children(String key) {
        return child(key).map(Section::everyChild).orElseGet(Map::of);
    }

    private Map<String, Section> everyChild() {
        Map<String, Section> children = new LinkedHashMap<>();
        for (String name : entries.keySet()) {
            child(name).ifPresent(section -> children.put(name, section));
        }
        return children;
    }

    Optional<String> scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(document.expand(scalar));
        }
        document.problems().add(document.locate(node), "expected one value here");
        return Optional.empty();
    }

    Optional<Section> section(Node node) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new Section(document, mapping));
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return Optional.of(new Section(document, Document.emptyMapping(node)));
        }
        document.problems().add(document.locate(node), "expected 'key: value' entries here");
        return Optional.empty();
    }

    Location locate(Node node) {
        return document.locate(node);
    }

    void problem(String key, String says) {
        document.problems().add(at(key), says);
    }

    /** Ends the reading of this section: whatever was not asked for is unknown. */
    void end() {
        for (String key : entries.keySet()) {
            if (!read.contains(key)) {
                document.problems().unknown(at(key), "key", key, read);
            }
        }
    }

    private Optional<Node> node(String key) {
        read.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }
}
