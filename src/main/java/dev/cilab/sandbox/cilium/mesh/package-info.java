/**
 * ClusterMesh: what a cluster tells of itself, how agents of other clusters hear it, and what they make of it.
 *
 * <p>State travels over the lab's network by mutual TLS, from the NodePort of {@code clustermesh-apiserver} to every agent of the other
 * clusters. The keys are those under which Cilium keeps its state in etcd; the transport is not etcd's: one HTTP answer that does not end,
 * a line of JSON per change.
 */
package dev.cilab.sandbox.cilium.mesh;
