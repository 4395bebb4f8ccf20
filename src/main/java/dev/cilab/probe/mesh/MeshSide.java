package dev.cilab.probe.mesh;

import java.util.List;

/**
 * What one cluster brings into a mesh and sees of it.
 *
 * @param cluster        its name in the topology
 * @param name           its name in the mesh, from {@code cilium-config}; empty if none is set
 * @param serviceType    of the Service {@code clustermesh-apiserver}; empty if there is none
 * @param access         addresses at which other clusters reach its API server, {@code 172.18.0.3:32379}
 * @param apiserverReady its Deployment {@code clustermesh-apiserver} has all its replicas
 * @param kvstoremesh    a KVStoreMesh container runs beside it
 * @param expected       remote clusters that it is configured for: keys of the Secret {@code cilium-clustermesh}
 * @param agents         the nodes, each of which should have an agent that is connected
 * @param unconnected    what is missing until every agent is connected to every expected cluster, one line each
 * @param globalServices how many each agent knows, where it tells (up to 1.18)
 */
public record MeshSide(
        String cluster,
        String name,
        String serviceType,
        List<String> access,
        boolean apiserverReady,
        boolean kvstoremesh,
        List<String> expected,
        List<String> agents,
        List<String> unconnected,
        List<Integer> globalServices) {

    public MeshSide {
        access = List.copyOf(access);
        expected = List.copyOf(expected);
        agents = List.copyOf(agents);
        unconnected = List.copyOf(unconnected);
        globalServices = List.copyOf(globalServices);
    }

    /** Connected to something, and every agent to everything that is expected. */
    public boolean complete() {
        return !expected.isEmpty() && !agents.isEmpty() && unconnected.isEmpty();
    }
}
