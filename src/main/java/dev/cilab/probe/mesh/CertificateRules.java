package dev.cilab.probe.mesh;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Do the clusters trust each other, and themselves? */
final class CertificateRules {

    private CertificateRules() {}

    static List<Obstacle> obstacles(List<Examined> clusters) {
        List<Obstacle> found = new ArrayList<>();
        for (int i = 0; i < clusters.size(); i++) {
            Examined one = clusters.get(i);
            clusters.subList(i + 1, clusters.size()).forEach(other -> pair(one, other, found));
            one.ca().ifPresent(ca -> {
                stale(one, ca, Examined.HUBBLE, "hubble-certificates", found);
                stale(one, ca, Examined.MESH, "mesh-certificates", found);
            });
            missing(one, found);
        }
        return found;
    }

    private static void pair(Examined one, Examined other, List<Obstacle> found) {
        if (one.ca().isPresent() && other.ca().isPresent() && !one.ca().equals(other.ca())) {
            found.add(new Obstacle(
                    "ca",
                    one.name() + ", " + other.name(),
                    "agents do not get past TLS: x509, certificate signed by unknown authority",
                    "the CA certificates differ: " + one.name() + " "
                            + shortened(one.ca().get()) + ", " + other.name() + " "
                            + shortened(other.ca().get()),
                    "cilab mesh ca sync " + one.name() + " " + other.name() + " --force"));
        }
    }

    private static String shortened(X509Certificate ca) {
        return CertificateStore.fingerprint(ca).substring(0, 23) + "…";
    }

    private static void stale(
            Examined cluster, X509Certificate ca, List<String> secrets, String rule, List<Obstacle> found) {
        List<String> stale = secrets.stream()
                .filter(secret -> cluster.certificates().containsKey(secret))
                .filter(secret ->
                        !CertificateStore.signed(cluster.certificates().get(secret), ca))
                .toList();
        if (!stale.isEmpty()) {
            boolean hubble = secrets.equals(Examined.HUBBLE);
            found.add(new Obstacle(
                    rule,
                    cluster.name(),
                    hubble
                            ? "Hubble relay does not reach the agents: x509, certificate signed by unknown authority"
                            : "the other clusters' agents do not trust this cluster's API server for them",
                    String.join(", ", stale)
                            + " signed by another CA than the cluster's own: the CA was replaced after they were made",
                    "kubectl --context " + cluster.name() + " -n kube-system delete secret " + String.join(" ", stale)
                            + ", then upgrade the release and restart what reads them"));
        }
    }

    private static void missing(Examined cluster, List<Obstacle> found) {
        if (cluster.access().isEmpty()) {
            return;
        }
        List<String> missing = Examined.MESH.stream()
                .filter(secret -> !cluster.certificates().containsKey(secret))
                .toList();
        if (!missing.isEmpty() || cluster.ca().isEmpty()) {
            String all =
                    cluster.ca().isEmpty() ? String.join(", ", missing) + " cilium-ca" : String.join(", ", missing);
            found.add(
                    new Obstacle(
                            "secret",
                            cluster.name(),
                            "nobody can connect to the cluster, or clustermesh-apiserver does not start",
                            "ClusterMesh is enabled, and Secrets are missing in kube-system: " + all.strip(),
                            "kubectl -n kube-system get jobs -l k8s-app=clustermesh-apiserver-generate-certs; upgrade the release to run it again"));
        }
    }
}
