package dev.cilab.probe.cilium;

/** A network that an agent does not masquerade traffic to. @param on the place asked; @param cidr e.g. {@code 10.1.0.0/16} */
public record NotMasqueraded(String on, String node, String cidr) {}
