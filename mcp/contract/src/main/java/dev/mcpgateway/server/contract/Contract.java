package dev.mcpgateway.server.contract;

import java.util.List;

/** What the parts of the contract work on. */
interface Contract {
    ContractServer server();

    List<Example> examples();
}
