package dev.cilab.probe.helm;

import java.util.Map;

/**
 * The values of a Helm release, as {@code helm get values} prints them; what is secret is not told.
 *
 * @param on the cluster
 */
public record ReleaseValues(
        String on, String name, String namespace, int revision, String version, Map<String, Object> values) {}
