package dev.cilab.kube;

import dev.cilab.lab.ClusterName;
import java.nio.file.Path;

/** Opens clusters. */
public final class Clusters {

    private Clusters() {}

    /** Nothing is read or asked before the first call; what is wrong with the file is said then. */
    public static Cluster open(Path kubeconfig, String context, ClusterName name) {
        return new KubeCluster(name, kubeconfig, context);
    }
}
