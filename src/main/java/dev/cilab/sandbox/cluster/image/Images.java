package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image name stands for. Tags and digests do not count, and {@code docker.io/library/} and {@code docker.io/} may be left out as a
 * container runtime allows. Immutable: whoever composes the cluster says what is in it.
 */
public final class Images {

    private static final String DOCKER = "docker.io/";
    private static final String LIBRARY = "library/";

    private final Map<String, Workload> workloads;

    private Images(Map<String, Workload> workloads) {
        this.workloads = Map.copyOf(workloads);
    }

    public static Images none() {
        return new Images(Map.of());
    }

    /** These and one more. */
    public Images with(String repository, Workload workload) {
        Map<String, Workload> more = new TreeMap<>(workloads);
        more.put(repository(repository), workload);
        return new Images(more);
    }

    /** Empty when nothing here can run it. */
    public Optional<Workload> find(String image) {
        return Optional.ofNullable(workloads.get(repository(image)));
    }

    /** Sorted, as a person would write them. */
    public Collection<String> repositories() {
        return new TreeSet<>(workloads.keySet());
    }

    /** The image's name without registry defaults, tag and digest. */
    static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        name = tag < 0 ? name : name.substring(0, tag);
        name = name.startsWith("index." + DOCKER) ? name.substring("index.".length()) : name;
        name = name.startsWith(DOCKER) ? name.substring(DOCKER.length()) : name;
        return name.startsWith(LIBRARY) ? name.substring(LIBRARY.length()) : name;
    }
}
