/** The kubelets: a node's object and heartbeats, its pods' processes, volumes, probes and logs. */
package dev.cilab.sandbox.cluster.kubelet;
