package dev.cilab.env.kind;

/**
 * How a container or network of cilab's is told from any other, read from Docker itself. kind gives no way to label the containers of its
 * nodes, so those carry an empty mount whose place is the mark.
 *
 * @param value six hex digits: the state folder that it belongs to
 */
record Mark(String value) {

    static final String LABEL = "dev.cilab.instance";
    static final String TOPOLOGY = "dev.cilab.topology";
    static final String MACHINE = "dev.cilab.machine";

    /** Where nothing ({@code /dev/null}) is mounted in a node of ours. */
    String mountPoint() {
        return "/etc/cilab." + value;
    }

    String label() {
        return LABEL + "=" + value;
    }
}
