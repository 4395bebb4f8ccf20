package dev.cilab.probe.bgp;

/**
 * One line of FRR's log that is about a neighbor.
 *
 * @param on    the router
 * @param node  the cluster node that the neighbor is, or its address
 * @param event {@code end-of-rib}, {@code up}, {@code down}, {@code notification} or {@code other}
 * @param time  as the log gives it, e.g. {@code Aug 09 14:31:40}
 */
public record FrrLogEntry(String on, String node, String neighbor, String event, String time, String text) {}
