package dev.cilab.env;

/** What a step may need beyond what every environment has. */
public enum Capability {
    FRR_ROUTER,
    /** The nodes' kernels have Geneve tunnels. */
    GENEVE,
    /** Agents that are told to forward by direct server return really do. */
    DSR,
    HELM,
    HUBBLE,
    /** Images of Hubble's relay and UI can be had. */
    HUBBLE_UI,
    CAPTURE,
    POWER,
    MULTI_CLUSTER
}
