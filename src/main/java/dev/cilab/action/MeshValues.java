package dev.cilab.action;

import dev.cilab.probe.mesh.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values that {@code cilium clustermesh enable}, {@code connect}, {@code disconnect} and {@code disable} send to the chart, by path.
 *
 * @param version of the chart, e.g. {@code 1.17.6}
 */
record MeshValues(String version) {

    private static final String CLUSTERS = "clustermesh.config.clusters";
    /** Every four months, the first day at midnight: the schedule of the chart's own documentation. */
    private static final String RENEWAL = "0 0 1 */4 *";

    /**
     * Up to chart 1.18 two clusters with the same node port and kube-proxy replacement may reach their own API server in place of the other's
     * (cilium issue 24692); there the ports are told, and different.
     */
    private static final int SAME_PORTS_SINCE = 19;

    private static final int CONFIG_AT_ENABLE_SINCE = 19;
    private static final int MAP_SINCE = 20;

    /** @param nodePort 0 = the chart's */
    Map<String, Object> enable(int nodePort, boolean kvstoremesh) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("clustermesh.useAPIServer", true);
        if (minor() >= CONFIG_AT_ENABLE_SINCE) {
            values.put("clustermesh.config.enabled", true);
        }
        values.put("clustermesh.apiserver.service.type", "NodePort");
        if (nodePort != 0) {
            values.put("clustermesh.apiserver.service.nodePort", nodePort);
        }
        values.put("clustermesh.apiserver.tls.auto.enabled", true);
        values.put("clustermesh.apiserver.tls.auto.method", "cronJob");
        values.put("clustermesh.apiserver.tls.auto.schedule", RENEWAL);
        values.put("clustermesh.apiserver.kvstoremesh.enabled", kvstoremesh);
        return values;
    }

    /** Must clusters have node ports of their own? */
    boolean distinctPorts() {
        return minor() < SAME_PORTS_SINCE;
    }

    Map<String, Object> disable() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("clustermesh.useAPIServer", false);
        values.put("clustermesh.config.enabled", false);
        values.put(CLUSTERS, List.of());
        return values;
    }

    /**
     * @param remotes  by name in the mesh
     * @param existing what {@code clustermesh.config.clusters} is now, list or map or null; other clusters in it are kept
     */
    Map<String, Object> connect(Map<String, Access> remotes, Object existing) {
        Map<String, Object> entries = entries(existing);
        remotes.forEach((name, access) -> entries.put(name, entry(access)));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("clustermesh.config.enabled", true);
        values.put(CLUSTERS, shaped(entries));
        return values;
    }

    /** Empty when none of the names is there. */
    Map<String, Object> disconnect(List<String> names, Object existing) {
        Map<String, Object> entries = entries(existing);
        Map<String, Object> values = new LinkedHashMap<>();
        if (names.stream().noneMatch(entries::containsKey)) {
            return values;
        }
        if (existing instanceof Map<?, ?>) { // reused values are merged key by key: a key goes only by being null
            names.stream().filter(entries::containsKey).forEach(name -> values.put(CLUSTERS + "." + name, null));
            return values;
        }
        names.forEach(entries::remove);
        values.put(CLUSTERS, shaped(entries));
        return values;
    }

    private static Map<String, Object> entry(Access access) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("ips", access.ips());
        entry.put("port", (long) access.port());
        return entry;
    }

    /** Name → the rest of the entry, whichever form the values have. */
    private static Map<String, Object> entries(Object existing) {
        Map<String, Object> entries = new TreeMap<>();
        if (existing instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> entry && entry.get("name") != null) {
                    Map<String, Object> rest = new LinkedHashMap<>();
                    entry.forEach((key, value) -> rest.put(String.valueOf(key), value));
                    rest.remove("name");
                    entries.put(String.valueOf(entry.get("name")), rest);
                }
            }
        } else if (existing instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> entries.put(String.valueOf(name), entry));
        }
        return entries;
    }

    private Object shaped(Map<String, Object> entries) {
        if (minor() >= MAP_SINCE) {
            return entries;
        }
        List<Object> list = new ArrayList<>();
        entries.forEach((name, rest) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            if (rest instanceof Map<?, ?> map) {
                map.forEach((key, value) -> entry.put(String.valueOf(key), value));
            }
            list.add(entry);
        });
        return list;
    }

    private int minor() {
        String[] parts = version.replaceFirst("^v", "").split("\\.");
        return parts.length > 1 && parts[1].matches("\\d{1,4}") ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
    }
}
