package dev.cilab.probe.kube;

import java.util.Map;

/**
 * An object of any kind.
 *
 * @param on     the cluster
 * @param fields what the call asked for: name → value at a JSON pointer; a name whose pointer leads nowhere is absent
 */
public record Resource(
        String on, String kind, String name, String namespace, Map<String, String> labels, Map<String, Object> fields) {

    public Resource {
        labels = Map.copyOf(labels);
        fields = Map.copyOf(fields);
    }
}
