package dev.cilab.sandbox.api.store;

/** Where objects of one resource lie, whatever API version they are asked for in. */
public record Bucket(String group, String plural) implements Comparable<Bucket> {

    @Override
    public int compareTo(Bucket other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : plural.compareTo(other.plural);
    }
}
