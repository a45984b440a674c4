package dev.mcpgateway.config;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** One YAML file as nodes that know their line, with {@code ${NAME:default}} filled in from the environment. */
final class Document {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    private static final int LARGEST_FILE = 8 * 1024 * 1024;

    private final String file;
    private final Problems problems;
    private final Function<String, @Nullable String> environment;

    private Document(String file, Problems problems, Function<String, @Nullable String> environment) {
        this.file = file;
        this.problems = problems;
        this.environment = environment;
    }

    static Optional<Section> read(
            String file, String text, Problems problems, Function<String, @Nullable String> environment) {
        Document document = new Document(file, problems, environment);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        StreamReader reader = new StreamReader(new StringReader(text));
        try {
            Node root = new Composer(new ParserImpl(reader, options), new Resolver(), options).getSingleNode();
            if (root instanceof MappingNode mapping) {
                return Optional.of(new Section(document, mapping));
            }
            problems.add(new Location(file, 1), "expected 'key: value' entries, found none");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(new Location(file, line), "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            problems.add(
                    new Location(file, lineOf(e.getCodePoint(), text)),
                    String.format("not YAML: U+%04X may not stand here; take it out", e.getCodePoint()));
        } catch (YAMLException e) {
            // Nested too deep, too large, too many aliases: it says so, but not where. Reading had come this far.
            problems.add(new Location(file, reader.getLine() + 1), "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The reader's own position counts from wherever its buffer began. */
    private static int lineOf(int character, String text) {
        int at = Math.max(0, text.indexOf(character));
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    static MappingNode emptyMapping(Node where) {
        return new MappingNode(
                Tag.MAP, true, List.of(), where.getStartMark(), where.getEndMark(), DumperOptions.FlowStyle.BLOCK);
    }

    Problems problems() {
        return problems;
    }

    Location locate(Node node) {
        return new Location(file, node.getStartMark().getLine() + 1);
    }

    String expand(ScalarNode scalar) {
        Matcher matcher = VARIABLE.matcher(scalar.getValue());
        return matcher.replaceAll(found -> {
            String value = environment.apply(found.group(1));
            String fallback = found.group(2);
            if (value == null && fallback == null) {
                problems.add(locate(scalar), "environment variable " + found.group(1) + " is not set");
            }
            return Matcher.quoteReplacement(value != null ? value : fallback != null ? fallback : "");
        });
    }
}
