package dev.cilab.probe.kube;

/** An endpoint of a service: {@code on} the cluster, {@code address} its IP and port, e.g. {@code 172.20.1.158:80}. */
public record Endpoint(String on, String service, String pod, String address, String node, boolean ready) {}
