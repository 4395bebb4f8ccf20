package dev.cilab.sandbox.cluster.image;

import java.util.List;

/** The images that every cluster of the sandbox knows, beside those that its network brings. */
public final class StandardImages {

    private static final List<String> CONTROL_PLANE =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");

    private StandardImages() {}

    public static Images add(Images images, DnsRecords records) {
        Images all = images.with("traefik/whoami", new Whoami())
                .with("nginx", new WebServer())
                .with("nicolaka/netshoot", Tool.shell())
                .with("busybox", Tool.shell())
                .with("alpine", Tool.shell())
                .with("curlimages/curl", new Tool(List.of("curl"), List.of("curl", "--help")))
                .with("registry.k8s.io/pause", Tool.shell())
                .with("registry.k8s.io/coredns/coredns", new CoreDns(records));
        for (String component : CONTROL_PLANE) {
            String sentence = component + ": a stand-in; the sandbox's daemon does its work";
            all = all.with("registry.k8s.io/" + component, new StandIn(sentence));
        }
        return all;
    }
}
