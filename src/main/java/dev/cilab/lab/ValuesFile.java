package dev.cilab.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Helm values file of a lab, with variables replaced.
 *
 * @param path   inside the lab's folder
 * @param values text, Long, Double, Boolean, List, Map or null, as YAML has them
 */
public record ValuesFile(String path, Map<String, Object> values) {

    public ValuesFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // null is a value here
    }
}
