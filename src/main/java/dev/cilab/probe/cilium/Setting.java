package dev.cilab.probe.cilium;

/** One entry of the ConfigMap {@code kube-system/cilium-config}, e.g. {@code enable-bgp-control-plane} = {@code true}. */
public record Setting(String on, String name, String value) {}
