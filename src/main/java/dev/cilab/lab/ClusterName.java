package dev.cilab.lab;

/** The name of a Kubernetes cluster of a topology, e.g. {@code bgp}, {@code west}. */
public record ClusterName(String value) implements Comparable<ClusterName> {

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
