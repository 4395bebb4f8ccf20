package dev.cilab.probe.net;

/** A kernel parameter of a node, e.g. {@code net.ipv4.ip_forward} = {@code 1}. */
public record SysctlValue(String on, String name, String value) {}
