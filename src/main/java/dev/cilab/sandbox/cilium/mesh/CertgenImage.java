package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cluster.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Cilium's certgen: signs the certificates that {@code CILIUM_CERTGEN_CONFIG} lists with the CA of {@code cilium-ca}, then it is done. */
public final class CertgenImage implements Workload {

    private static final String AUTHORITY = "cilium-ca";

    private final Objects objects;

    public CertgenImage(Objects objects) {
        this.objects = objects;
    }

    @Override
    public Main start(Container container) {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("certgen").start(() -> {
            exit.complete(work(container));
            container.changed().run();
        });
        return new Running(exit);
    }

    private int work(Container container) {
        LogLines log = new LogLines(container.log(), "cilium-certgen");
        try {
            Optional<ObjectNode> authority = objects.get(secrets(), CiliumConfig.NAMESPACE, AUTHORITY);
            if (authority.isEmpty()) {
                log.error("failed to load CA", "error", "secrets \"" + AUTHORITY + "\" not found");
                return 1;
            }
            Signer signer = Signer.of(container.pod(), authority.get());
            String config = container.environment().getOrDefault("CILIUM_CERTGEN_CONFIG", "");
            for (JsonNode wanted : YAMLMapper.shared().readTree(config).path("certs")) {
                store(wanted, signer.sign(wanted));
                log.info("Generated certificate", "name", Json.text(wanted, "name"));
            }
            return 0;
        } catch (RuntimeException e) {
            log.error("failed to generate certificates", "error", String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private void store(JsonNode wanted, Map<String, String> data) {
        String namespace = Json.text(wanted, "namespace");
        String name = Json.text(wanted, "name");
        ObjectNode secret = objects.get(secrets(), namespace, name).orElseGet(() -> {
            ObjectNode made = Json.object().put("apiVersion", "v1").put("kind", "Secret");
            made.putObject("metadata").put("name", name).put("namespace", namespace);
            return made.put("type", "kubernetes.io/tls");
        });
        ObjectNode content = secret.putObject("data");
        data.forEach(content::put);
        try {
            if (secret.path("metadata").has("uid")) {
                objects.update(secrets(), secret);
            } else {
                objects.create(secrets(), secret);
            }
        } catch (ApiError e) {
            throw new IllegalStateException("secret " + name + ": " + e.getMessage(), e);
        }
    }

    private ResourceType secrets() {
        return objects.type("v1", "Secret");
    }

    private record Running(CompletableFuture<Integer> exit) implements Main {

        @Override
        public boolean alive() {
            return !exit.isDone();
        }

        @Override
        public int exitCode() {
            return exit.join();
        }

        @Override
        public boolean ready() {
            return alive();
        }

        @Override
        public void terminate() {
            exit.complete(143);
        }
    }
}
