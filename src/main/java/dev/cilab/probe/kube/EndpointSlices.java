package dev.cilab.probe.kube;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the EndpointSlices of a service. */
public final class EndpointSlices {

    private EndpointSlices() {}

    /** Every endpoint and port, ready or not. An endpoint that does not say is ready, as the API defines it. */
    public static List<Endpoint> of(Cluster api, String namespace, String service) throws Unreachable {
        List<Endpoint> endpoints = new ArrayList<>();
        for (KubeObject slice :
                api.list(Ref.in("endpointslices", namespace), "kubernetes.io/service-name=" + service, "")) {
            for (JsonNode endpoint : slice.at("/endpoints")) {
                for (JsonNode port : slice.at("/ports")) {
                    endpoints.add(new Endpoint(
                            api.name().value(),
                            service,
                            endpoint.at("/targetRef/name").asString(""),
                            endpoint.at("/addresses/0").asString("") + ":"
                                    + port.path("port").asInt(0),
                            endpoint.path("nodeName").asString(""),
                            endpoint.at("/conditions/ready").asBoolean(true)));
                }
            }
        }
        return endpoints;
    }
}
