package dev.mcpgateway.template;

import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

class TemplateContractTest extends McpServerContract {
    TemplateContractTest() {
        super(TemplateApplication.class, new Example("count_words", "{'text': 'one two three', 'atLeast': 4}"));
    }
}
