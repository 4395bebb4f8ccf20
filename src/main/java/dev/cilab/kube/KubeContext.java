package dev.cilab.kube;

import java.nio.file.Path;

/** Where a cluster's address and login are written down, for programs that make their own connection. */
public record KubeContext(Path kubeconfig, String name) {}
