package dev.cilab.env;

/** What a step may need beyond what every environment has. */
public enum Capability {
    FRR_ROUTER,
    GENEVE,
    HELM,
    HUBBLE,
    CAPTURE,
    POWER,
    MULTI_CLUSTER
}
