package dev.mcpgateway.calculator;

import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

class CalculatorContractTest extends McpServerContract {
    CalculatorContractTest() {
        super(
                CalculatorApplication.class,
                new Example("exact_calculate", "{'operator': 'div', 'operands': ['1', '3'], 'precision': 5}"),
                new Example("exact_calculate", "{'expression': 'sqrt(2) * (1 + 1/3)'}"),
                new Example("exact_statistics", "{'function': 'stdev', 'values': ['1', '2', '4'], 'sample': true}"),
                new Example("exact_statistics", "{'function': 'mode', 'values': ['1', '2', '2', '1']}"),
                new Example("exact_convert_units", "{'value': '1', 'from_unit': 'mi', 'to_unit': 'km'}"),
                new Example(
                        "exact_unit_arithmetic",
                        "{'operator': 'add', 'left': {'value': '2', 'unit': 'm'}, 'right': {'value': '3', 'unit': 'ft'}, 'result_unit': 'm'}"));
    }
}
