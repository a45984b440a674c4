package dev.mcpgateway.server.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import dev.mcpgateway.server.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class PageTest {
    private final List<ObjectNode> all = IntStream.range(0, 5)
            .mapToObj(i -> Json.object().put("name", "tool" + i))
            .toList();

    @Test
    void pagesGiveEveryEntryOnce() {
        List<String> seen = new ArrayList<>();
        JsonNode cursor = MissingNode.getInstance();
        int pages = 0;
        do {
            Page page = Page.cut(all, "name", cursor, 2);
            page.entries().forEach(entry -> seen.add(entry.path("name").asString("")));
            cursor = page.next().<JsonNode>map(StringNode::valueOf).orElse(MissingNode.getInstance());
            pages++;
        } while (!cursor.isMissingNode());

        assertThat(seen).containsExactly("tool0", "tool1", "tool2", "tool3", "tool4");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aListThatFitsHasNoCursor() {
        assertThat(Page.cut(all, "name", MissingNode.getInstance(), 5).next()).isEmpty();
        assertThat(Page.cut(List.of(), "name", MissingNode.getInstance(), 5).entries())
                .isEmpty();
    }
}
