package dev.cilab.lab;

/** The name of a machine of a topology, e.g. {@code k8s-w0} or {@code router}. */
public record NodeName(String value) implements Comparable<NodeName> {

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
