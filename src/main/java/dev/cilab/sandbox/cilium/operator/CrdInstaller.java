package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Registers Cilium's kinds; those of BGP only while BGP is on. */
final class CrdInstaller {

    private static final String FOLDER = "/dev/cilab/sandbox/crds/";
    private static final List<String> ALWAYS =
            List.of("ciliumnodes", "ciliumendpoints", "ciliumidentities", "ciliumloadbalancerippools");
    private static final List<String> BGP = List.of(
            "ciliumbgpclusterconfigs",
            "ciliumbgppeerconfigs",
            "ciliumbgpadvertisements",
            "ciliumbgpnodeconfigs",
            "ciliumbgpnodeconfigoverrides");

    private final Objects objects;
    private final CiliumConfig config;
    private final LogLines log;
    private final YAMLMapper yaml = new YAMLMapper();

    CrdInstaller(Objects objects, CiliumConfig config, LogLines log) {
        this.objects = objects;
        this.config = config;
        this.log = log;
    }

    void install() {
        List<String> plurals = new ArrayList<>(ALWAYS);
        if (config.bgp()) {
            plurals.addAll(BGP);
        }
        ResourceType type = objects.type("apiextensions.k8s.io/v1", "CustomResourceDefinition");
        for (String plural : plurals) {
            put(type, definition(plural));
        }
        log.info("Registered CRDs", "count", plurals.size());
    }

    private void put(ResourceType type, ObjectNode definition) {
        Optional<ObjectNode> before =
                objects.get(type, "", definition.path("metadata").path("name").asString());
        try {
            if (before.isEmpty()) {
                objects.create(type, definition);
            } else if (!label(before.get()).equals(label(definition))) {
                before.get().set("spec", definition.path("spec"));
                objects.update(type, before.get());
            }
        } catch (ApiError e) {
            if (e.code() != 409) {
                throw e;
            }
        }
    }

    /** The version of the schema: another operator's definitions are replaced when it differs. */
    private static String label(JsonNode definition) {
        return definition
                .path("metadata")
                .path("labels")
                .path("io.cilium.k8s.crd.schema.version")
                .asString("");
    }

    private ObjectNode definition(String plural) {
        try (InputStream file = CrdInstaller.class.getResourceAsStream(FOLDER + plural + ".yaml")) {
            if (file == null) {
                throw new IllegalStateException("no definition of " + plural + " in this program");
            }
            ObjectNode definition = (ObjectNode) yaml.readTree(file);
            if (config.dialect() == Dialect.V1_17) {
                keepFirstVersion(definition);
            }
            return definition;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 1.17 serves only v2alpha1 of the kinds that have one. */
    private static void keepFirstVersion(ObjectNode definition) {
        ArrayNode versions = (ArrayNode) definition.path("spec").path("versions");
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).path("name").asString("").equals("v2alpha1")) {
                ObjectNode only = (ObjectNode) versions.get(i);
                only.put("served", true).put("storage", true);
                versions.removeAll().add(only);
                return;
            }
        }
    }
}
