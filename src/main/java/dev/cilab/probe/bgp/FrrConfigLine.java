package dev.cilab.probe.bgp;

/**
 * One line of FRR's running configuration.
 *
 * @param on    the router
 * @param block the block it stands in, outermost first, e.g. {@code router bgp 65000 / address-family ipv4 unicast}; empty = top level
 */
public record FrrConfigLine(String on, String block, String line) {}
