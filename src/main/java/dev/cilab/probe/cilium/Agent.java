package dev.cilab.probe.cilium;

/**
 * A Cilium agent.
 *
 * @param on                   the node
 * @param version              of the image, e.g. {@code 1.18.0}
 * @param ready                as the kubelet says
 * @param health               {@code ok warning failure disabled}, the agent's own word; {@code unknown} if it was not asked
 * @param bgp                  the BGP Control Plane runs in this agent
 * @param hubble               the agent remembers flows
 * @param kubeProxyReplacement {@code true} or {@code false} as the agent reports it
 * @param loadBalancerMode     {@code snat dsr hybrid}, empty if not reported
 * @param loadBalancerDispatch how a request is sent on where answers go back directly: {@code geneve}, {@code ipip},
 *                             {@code ip option/extension}; empty with SNAT
 * @param loadBalancerAlgorithm {@code random maglev}, empty if not reported
 * @param maglevTableSize      entries of the table by which a pod is chosen; 0 if it is chosen another way
 * @param sessionAffinity      the agent can keep a client with its pod (a service asks for it with {@code sessionAffinity: ClientIP})
 */
public record Agent(
        String on,
        String node,
        String pod,
        String version,
        boolean ready,
        int restarts,
        String health,
        String message,
        boolean bgp,
        boolean hubble,
        String kubeProxyReplacement,
        String masquerading,
        String loadBalancerMode,
        String loadBalancerDispatch,
        String loadBalancerAlgorithm,
        int maglevTableSize,
        boolean sessionAffinity) {}
