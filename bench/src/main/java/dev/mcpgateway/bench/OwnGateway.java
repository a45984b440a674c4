package dev.mcpgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process of our gateway, with files of its own. */
record OwnGateway(Child process, int port) implements AutoCloseable {

    static OwnGateway start(
            Path directory,
            Options options,
            Stores stores,
            String tools,
            String policy,
            Map<String, String> environment) {
        return start(directory, Stage.JVM, options.gatewayJar(), stores, tools, policy, environment);
    }

    static OwnGateway start(
            Path directory,
            List<String> jvm,
            Path jar,
            Stores stores,
            String tools,
            String policy,
            Map<String, String> environment) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("tools.yaml"), tools);
            Files.writeString(directory.resolve("policy.yaml"), policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Child.freePort();
        List<String> command = new ArrayList<>(List.of(Stage.javaBinary()));
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> all = new HashMap<>(Setup.gateway(directory, port, stores));
        all.putAll(environment);
        Child child = Child.start("gateway", directory, command, all);
        return new OwnGateway(child.listening(port), port);
    }

    ProcessUse use() {
        return ProcessUse.ofTree(process.handle());
    }

    @Override
    public void close() {
        process.close();
    }
}
