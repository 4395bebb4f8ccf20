package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Manifest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects in manifests. */
final class Documents {

    private static final String CILIUM = "cilium.io/";

    private Documents() {}

    /** @param path the manifest it stands in */
    record Document(String path, ObjectNode json) {

        String kind() {
            return json.path("kind").asString("");
        }

        String name() {
            return json.at("/metadata/name").asString("");
        }

        /** {@code kind.group}, which discovery turns into the right resource whatever its version. */
        String type() {
            String apiVersion = json.path("apiVersion").asString("");
            int slash = apiVersion.indexOf('/');
            return slash < 0 ? kind() : kind() + "." + apiVersion.substring(0, slash);
        }

        Ref ref() {
            return Ref.one(type(), json.at("/metadata/namespace").asString(""), name());
        }

        /** {@code Deployment webpod}. */
        String title() {
            return kind() + " " + name();
        }
    }

    static List<Document> read(List<Manifest> manifests) throws NotDone {
        List<Document> documents = new ArrayList<>();
        for (Manifest manifest : manifests) {
            try (MappingIterator<JsonNode> each =
                    new YAMLMapper().readerFor(JsonNode.class).readValues(manifest.yaml())) {
                while (each.hasNext()) {
                    if (each.next() instanceof ObjectNode object) {
                        documents.add(new Document(manifest.path(), object));
                    }
                }
            } catch (JacksonException e) {
                throw new NotDone(manifest.path() + " is no YAML: " + e.getOriginalMessage(), "");
            }
        }
        return documents;
    }

    /**
     * Cilium serves its BGP kinds as v2alpha1 up to 1.17 and as v2 since 1.18: the manifest takes the version that this cluster prefers.
     */
    static Document served(Cluster api, Document document) throws Unreachable {
        String wanted = document.json().path("apiVersion").asString("");
        if (!wanted.startsWith(CILIUM)) {
            return document;
        }
        String served = api.serves(document.type()).orElse(wanted);
        ObjectNode adapted = document.json().deepCopy();
        adapted.put("apiVersion", served);
        return new Document(document.path(), adapted);
    }
}
